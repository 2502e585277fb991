// The figures of a mail: one row for each way users came out, with its reasons, adding up to those who match.
import type { Report } from '../domain/report.ts';
import { count } from './counts.ts';
import type { Part, Tally } from './tally.ts';
import { parts } from './tally.ts';

export interface Figure {
  readonly users: string;
  readonly label: string;
  readonly reasons: readonly { readonly users: string | null; readonly words: string }[];
  /** Background of the bar's piece and the row's mark. */
  readonly colour: string;
  /** Width of the piece of the bar in whole per cent, at least 1. */
  readonly percent: number;
}

const labels: Readonly<Record<Part, string>> = {
  failed: 'a change failed',
  unknown: 'not known whether it was done',
  contradicted: 'done, but not so when read back',
  'without-effect': 'done, without effect',
  open: 'not done',
  changed: 'changed',
  rehearsed: 'would be changed',
  skipped: 'left alone at the last moment',
  refused: 'left alone',
  unsupported: 'cannot be changed here',
  already: 'as wanted already',
};

const colours: Readonly<Record<Part, string>> = {
  failed: '#c9372c',
  unknown: '#e2483d',
  contradicted: '#ae2e24',
  'without-effect': '#ae2e24',
  open: '#cf9f02',
  changed: '#0c66e4',
  rehearsed: '#388bff',
  skipped: '#8270db',
  refused: '#8270db',
  unsupported: '#758195',
  already: '#b3b9c4',
};

const done: readonly Part[] = ['changed', 'rehearsed', 'open'];
/** What is done comes first, trouble right behind it; rows without a user are left out. */
const order: readonly Part[] = [...done, ...parts.filter((part) => !done.includes(part))];

/** Makes the rows of a run. */
export function figuresOf({ ending }: Pick<Report, 'ending'>, tally: Tally): Figure[] {
  const total = parts.reduce((sum, part) => sum + tally[part].users, 0);
  const shown = order.filter((part) => tally[part].users > 0);
  return shown.map((part) => {
    const { users, reasons } = tally[part];
    return {
      users: count(users),
      label: part === 'open' && ending === 'quarantined' ? 'would be changed, held' : labels[part],
      // One reason that holds for all of them needs no number of its own.
      reasons: reasons.map((reason) => ({
        users: reason.users === users ? null : count(reason.users),
        words: reason.words,
      })),
      colour: colours[part],
      percent: 1 + Math.floor((users / total) * (100 - shown.length)),
    };
  });
}
