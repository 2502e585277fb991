// What there is to know besides of users of a plan, in one sentence for each kind, with how many it is about.
import type { Impact, ImpactKind } from '../domain/impact.ts';
import type { PlanNote } from '../domain/plan/intent.ts';
import type { PlanSummary } from '../domain/plan/plan.ts';
import type { ReportedUser } from '../domain/report.ts';
import { countUsers } from './counts.ts';
import { wordReason } from './words.ts';

const notes: Readonly<Record<PlanNote, string>> = {
  'sole-space-administrator': 'nobody else would be left to administer a space of theirs: name another one first',
  'sole-editor': 'nobody else may edit a page of theirs: open it to another one first',
  'sole-editor-asked-later':
    'whether anybody else may edit pages of theirs that are not shown is not known yet: it is asked right before, and whoever alone may is left alone',
  'personal-space': 'there is a personal space, which is left without its owner',
  'tokens-in-use': 'a personal access token was used within 90 days: something that works by it stops',
  'directory-not-told':
    'no source tells which directory they are in: the first one is changed alone and read back before the others',
  'licence-group-removable':
    'the account cannot be changed where it is kept, but a group that grants the licence can be taken away',
  'beyond-undo': 'a deletion is planned, which nothing takes back once it is done',
  'disabled-instead': 'deleting is not possible, so they are disabled instead, as the policy says',
  'target-wins-at-once': 'the new account speaks for them as soon as it is there',
  'source-wins-until-removed': 'the old account speaks for them until it is removed',
  'directory-order-not-told': 'nobody tells which of the two directories is asked first',
  'belongs-to-other-policy': 'another policy comes first by its precedence, which a run by hand does not heed',
  'created-with-seat': 'creating them takes a seat of the licence each',
  'undo-disables': 'taking the run back disables the new account and never deletes it',
  'told-by-nobody': 'no mail tells that there is an account: show them “Forgot your password” on the sign-in page',
  'changed-since': 'somebody else changed them after the run that is taken back',
  'reading-not-told':
    'somebody else changed them since, or Confluence has not read the directory yet: no source tells which',
  'password-does-not-travel': 'the password does not travel with the account',
  'stage-waiting': 'the next stage is not due yet',
  'stage-address-unknown':
    'the address to which the warning went is not told any more, and until it is nothing goes on',
  'stage-warned-otherwise':
    'the warning that was delivered said otherwise, and the policy has no warning before this stage any more: nothing goes on until it has one',
  'stage-held': 'the warning is not delivered yet, and until it is no time counts',
  'stage-ended': 'the last stage is done already',
  'stage-began-anew': 'the stages begin anew, because something changed after they had begun',
  'stage-taken-over': 'this policy takes over from one of lower precedence, and begins with its first stage',
};

/** In the order above; empty where there is nothing to know. */
export function wordNotes(counts: PlanSummary['notes'] = {}): string[] {
  const kinds = Object.keys(notes) as PlanNote[];
  return kinds.flatMap((kind) => {
    const users = counts[kind] ?? 0;
    return users === 0 ? [] : [`For ${countUsers(users)} ${notes[kind]}.`];
  });
}

/** What there is to know of one user, for a cell of a table; with it why somebody is disabled whom the policy would rather delete. */
export function wordNotesOf({ notes: own, steps }: Pick<ReportedUser, 'notes' | 'steps'>): string {
  const reasons = steps.flatMap(({ disposition }) =>
    disposition !== undefined && 'insteadOf' in disposition
      ? (wordReason({ kind: 'unsupported', reason: disposition.reason }) ?? [])
      : [],
  );
  return [...own.map((note) => notes[note]), ...new Set(reasons)].join('; ');
}

const untoldWords: Readonly<Record<ImpactKind, string>> = {
  soleSpaceAdministrator: 'who is the only administrator of a space',
  soleEditor: 'who is the only one to edit a restricted page',
  personalSpace: 'who has a personal space',
  tokensInUse: 'whose tokens are in use',
};

/** What could not be found out for the people of a plan; empty where nobody had to be asked about. */
export function wordUntold(untold: readonly ImpactKind[] = []): string[] {
  return untold.length === 0 ? [] : [`Not known here: ${untold.map((kind) => untoldWords[kind]).join('; ')}.`];
}

/** What of others would be left without a user, for a cell of a table. */
export function wordImpact(impact: Impact | undefined): string {
  if (impact === undefined) return '';
  const { soleAdministratorOf: spaces, soleEditorOf: pages, personalSpace, tokensUsedAt } = impact;
  return [
    ...(spaces.length === 0 ? [] : [`only administrator of ${spaces.join(', ')}`]),
    ...(pages.length === 0 ? [] : [`only editor of page ${pages.join(', ')}`]),
    ...(personalSpace === null ? [] : [`personal space ${personalSpace}`]),
    ...(tokensUsedAt === null ? [] : [`a token was used on ${tokensUsedAt.slice(0, 10)}`]),
  ].join('; ');
}
