// The people of a plan as text, whether a run acts on it or not: how many, and each with reason, steps and what became of them.
import type { EntryPageDocument, PlanDocument } from '../../contract/plans.ts';
import { onOneLine } from '../frame/on-one-line.ts';

type Entry = EntryPageDocument['items'][number];
type Step = Entry['steps'][number];

/** Of a simulation nothing becomes. */
type ToldStep = Pick<Step, 'change' | 'disposition'> & Partial<Pick<Step, 'outcome' | 'verification'>>;
type ToldEntry = Pick<Entry, 'username' | 'displayName' | 'why'> & { readonly steps: readonly ToldStep[] };

/** One line of counts. */
export function describeFigures(summary: PlanDocument['summary']): string {
  const { usersRead, matched, unknown, planned, already, refused, unsupported } = summary;
  return (
    `${usersRead} users read, ${matched} meant, ${unknown} not known; ${planned} to be changed, ${already} so already, ` +
    `${refused} left alone by a guard, ${unsupported} not possible here`
  );
}

/** One line for the user, and one for each step. */
export function describeEntry({ username, displayName, why, steps }: ToldEntry): string[] {
  const name = username === displayName ? username : `${username} (${displayName})`;
  return [`${onOneLine(name)}: ${onOneLine(why)}`, ...steps.map((step) => `  ${onOneLine(describeStep(step))}`)];
}

function describeStep({ change, disposition, outcome = null, verification = null }: ToldStep): string {
  const where = 'group' in change ? ` ${change.group}` : 'directory' in change ? ` in ${change.directory}` : '';
  const intent = disposition.kind === 'planned' ? '' : ` - ${sayCode(disposition)}`;
  const became = outcome === null || disposition.kind !== 'planned' ? '' : ` - ${sayCode(outcome)}`;
  const seen = verification === null ? '' : `, ${verification}`;
  return `${change.kind}${where}${intent}${became}${seen}`;
}

function sayCode(word: { kind: string; guard?: string; reason?: string; code?: string }): string {
  const why = word.guard ?? word.reason ?? word.code;
  return why === undefined ? word.kind : `${word.kind}: ${why}`;
}
