// One user of a plan: names as text, the state before and after, the reason, and what became of each step.
import { Lozenge } from '../ui/lozenge.tsx';
import { useWords, type Words } from '../ui/words/words.ts';
import { sayNotes } from './note-words.ts';
import type { Entry } from './run-queries.ts';
import { sayChange, sayOutcome, sayReason } from './run-words.ts';
import { sayStage } from './stage-words.ts';
import { sayWhy } from './trace-words.ts';

export function EntryRow({ entry }: { readonly entry: Entry }) {
  const words = useWords();
  const { displayName, username, before, stage, steps } = entry;
  const reasons = collectReasons(words, steps);
  return (
    <tr>
      <th scope="row">
        <bdi class="um-name">{displayName || username}</bdi>
        <br />
        <bdi class="um-quiet">{username}</bdi>
      </th>
      <td>
        {words.say(`plan.status.${before.status}`)}
        <br />
        <span class="um-quiet">{sayGroups(words, before)}</span>
      </td>
      <td>
        <After entry={entry} />
      </td>
      <td>
        {reasons.map((reason) => (
          <div key={reason}>{reason}</div>
        ))}
        {sayNotes(words, entry).map((note) => (
          <div key={note}>
            <bdi>{note}</bdi>
          </div>
        ))}
        <div class="um-quiet">
          <bdi>{sayWhy(words, entry)}</bdi>
        </div>
        {stage !== null && (
          <div class="um-quiet">
            <bdi>{sayStage(words, stage)}</bdi>
          </div>
        )}
      </td>
    </tr>
  );
}

function sayGroups(words: Words, { directGroups, groupsIncomplete }: Entry['before']): string {
  const count = directGroups.length;
  if (groupsIncomplete === undefined) return words.say('plan.groups', { count });
  return count === 0 ? words.say('plan.groupsUnknown') : words.say('plan.groupsAtLeast', { count });
}

const untouched = {
  already: 'plan.isSoAlready',
  refused: 'plan.isLeftAlone',
  unsupported: 'plan.isNotPossible',
} as const;

function After({ entry: { fate, steps, before, after } }: { readonly entry: Entry }) {
  const words = useWords();
  if (fate !== 'planned') return <span class="um-quiet">— {words.say(untouched[fate])}</span>;
  const finished = steps.filter(({ outcome }) => outcome !== null && outcome.kind !== 'rehearsed');
  return (
    <>
      {after.status !== before.status && (
        <div>
          <Lozenge tone={after.status === 'active' ? 'success' : 'warning'}>
            {after.status === 'deleted' ? words.say('plan.deleted') : words.say(`plan.status.${after.status}`)}
          </Lozenge>
        </div>
      )}
      {after.addedGroups.map((group) => (
        <div key={`+${group}`}>{words.say('plan.added', { group })}</div>
      ))}
      {after.removedGroups.map((group) => (
        <div key={`-${group}`}>{words.say('plan.removed', { group })}</div>
      ))}
      {after.password !== 'kept' && <div>{words.say('plan.password')}</div>}
      {after.accounts
        .filter((account) => account.before !== account.after)
        .map(({ directory, after: status }) => (
          <div key={directory}>
            {words.say('plan.accountIn', { directory, status: words.say(`plan.status.${status}`) })}
          </div>
        ))}
      {finished.map(({ id, change, outcome }) => (
        <div key={id} class="um-quiet">
          {sayChange(words, change)}: {outcome === null ? '' : sayOutcome(words, outcome.kind)}
        </div>
      ))}
    </>
  );
}

/** Why steps were not made or did not come about, each reason once. */
function collectReasons(words: Words, steps: Entry['steps']): readonly string[] {
  const told = steps.flatMap(({ disposition, outcome }) => [
    sayReason(words, disposition.kind === 'planned' ? { kind: disposition.kind } : disposition),
    outcome === null ? null : sayReason(words, outcome),
  ]);
  return [...new Set(told.filter((reason) => reason !== null))];
}
