// What the trail of a pack tells of runs and their steps, gathered while it is checked, to be held against the pack's other files.
import type { ChainEntry } from '../entry.ts';
import type { PersonLine } from '../lines.ts';

export interface ToldStep {
  /** What its entries say it came to, in their order, each with the code or guard behind it. */
  readonly said: string[];
  readonly action: string;
  /** The number of its last entry. */
  entry: number;
  /** Whom it was about; null where that name was erased, or is not told. */
  person: { readonly username: string; readonly userKey: string | null } | null;
}

export interface ToldRun {
  /** Whether the trail has it from its request on: then every step must be in it. */
  whole: boolean;
  ended: { readonly entry: number; readonly at: string; readonly details: ChainEntry['details'] } | null;
  readonly steps: Map<number, ToldStep>;
}

/** A version of a policy, as its entry tells it. */
export interface ToldVersion {
  readonly digest: string;
  readonly entry: number;
}

export interface Told {
  readonly runs: Map<number, ToldRun>;
  /** By `nameVersion`; entries of before 27 November 2026 tell no digest, and are none of these. */
  readonly versions: ReadonlyMap<string, ToldVersion>;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** An outcome with the code or guard behind it, in one text, as an entry and a row of the journal both tell it. */
export function sayOutcome(kind: string, why: { readonly guard?: unknown; readonly code?: unknown }): string {
  return [kind, why.guard ?? why.code].filter((part) => typeof part === 'string').join(' ');
}

export function nameVersion(policy: string, version: number): string {
  return `${policy} ${version}`;
}

export function openTold() {
  const runs = new Map<number, ToldRun>();
  const versions = new Map<string, ToldVersion>();
  const times: { firstAt: string | null; lastAt: string | null } = { firstAt: null, lastAt: null };
  let last: ToldStep | null = null;

  const runOf = (run: number): ToldRun => {
    const known = runs.get(run) ?? { whole: false, ended: null, steps: new Map() };
    runs.set(run, known);
    return known;
  };
  const hearStep = (entry: number, { run, step, action, outcome, ...why }: ChainEntry['details']): void => {
    if (typeof run !== 'number' || typeof step !== 'number') return;
    const { steps } = runOf(run);
    const known = steps.get(step) ?? { said: [], action: String(action), entry, person: null };
    known.said.push(sayOutcome(String(outcome), why));
    known.entry = entry;
    steps.set(step, known);
    last = known;
  };

  const hearVersion = (entry: number, { policy, version, digest }: ChainEntry['details']): void => {
    if (typeof policy !== 'string' || typeof version !== 'number' || typeof digest !== 'string') return;
    versions.set(nameVersion(policy, version), { digest, entry });
  };

  return {
    entry: ({ n, at, event, details }: ChainEntry): null => {
      times.firstAt ??= at;
      times.lastAt = at;
      last = null;
      const { run } = details;
      if (event === 'step.outcome' || event === 'step.corrected') hearStep(n, details);
      else if (event === 'policy.saved') hearVersion(n, details);
      else if (typeof run === 'number' && event === 'run.requested') runOf(run).whole = true;
      else if (typeof run === 'number' && event === 'run.finished') runOf(run).ended = { entry: n, at, details };
      return null;
    },
    person: ({ part, username, userKey }: PersonLine): void => {
      if (last !== null && part === 'about') last.person = { username, userKey };
    },
    told: (): Told => ({ runs, versions, ...times }),
  };
}
