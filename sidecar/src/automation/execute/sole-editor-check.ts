// Asks right before somebody's first step which pages nobody else may edit, where the plan left that open: nobody else is asked about.
import type { PagePort } from '../../adapters/ports/spaces.ts';
import type { Clock } from '../../clock.ts';
import type { Protection } from '../../domain/guard/step/guard.ts';
import { askedBeforeStep, loses } from '../../domain/impact.ts';
import type { PlanSummary } from '../../domain/plan/plan.ts';
import type { Run } from '../../domain/run.ts';
import type { UserKey } from '../../domain/user.ts';
import type { SnapshotRecords } from '../../store/snapshots.ts';
import type { Store } from '../../store/store.ts';
import { readAllEntries } from '../read-all-entries.ts';
import { findSolePages } from '../sole-pages.ts';
import { type AskSoleEditor, isSetback } from './steps.ts';

interface SoleEditorInput {
  readonly store: {
    readonly runs: {
      readonly entries: Store['runs']['entries'];
      readonly plan: (runId: number) => Promise<{ readonly summary: Pick<PlanSummary, 'impactUntold'> } | null>;
    };
    readonly snapshots: Pick<SnapshotRecords, 'activeMembers' | 'person'>;
  };
  readonly run: Pick<Run, 'id' | 'snapshotId'>;
  readonly pages: PagePort;
  readonly clock: Pick<Clock, 'now'>;
}

/** Two thousand pages of one user; whoever had a part in more is not known. */
const requestsForOne = 10;
const nobody: Protection['soleEditors'] = new Map();

export function openSoleEditorCheck(input: SoleEditorInput): AskSoleEditor {
  let gathered: Promise<Gathered> | null = null;
  return async (entry) => {
    if (!entry.notes.includes(askedBeforeStep)) return nobody;
    gathered ??= gather(input);
    const { leaving, unknownApproved } = await gathered;
    const asked = { ...input, snapshotId: input.run.snapshotId ?? 0, leaving };
    const { soleEditorOf, open } = await findSolePages(asked, [entry], requestsForOne);
    const unknown = open.has(entry.userKey) && !unknownApproved ? 'unknown' : undefined;
    const answer = soleEditorOf.get(entry.userKey) ?? unknown;
    if (answer === undefined) return nobody;
    // Left alone by it, the user goes on editing: others of the plan are not the last ones on the same pages.
    leaving.delete(entry.userKey);
    return new Map([[entry.userKey, answer]]);
  };
}

interface Gathered {
  readonly leaving: Set<UserKey>;
  /** The plan said that it cannot be told here, was held for it, and somebody approved it all the same. */
  readonly unknownApproved: boolean;
}

async function gather({ store, run }: SoleEditorInput): Promise<Gathered> {
  const leaving = new Set<UserKey>();
  for await (const entry of readAllEntries(store, run.id)) {
    if (loses(entry) && !entry.steps.some(({ outcome }) => isSetback(outcome))) leaving.add(entry.userKey);
  }
  const plan = await store.runs.plan(run.id);
  return { leaving, unknownApproved: plan?.summary.impactUntold?.includes('soleEditor') === true };
}
