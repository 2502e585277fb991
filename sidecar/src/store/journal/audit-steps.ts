// The entries of the audit trail that steps have of their own: one for each that was done, tried or refused, with its journal row.
import { isTold, tellWhy } from '../../audit/step-words.ts';
import type { Outcome } from '../../domain/run.ts';
import type { Instant } from '../../domain/user.ts';
import { appendEntries } from '../audit/append.ts';
import { readJson } from '../json-text.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';

export interface SaidStep {
  readonly runId: number;
  readonly stepId: number;
  readonly at: Instant;
  /** `step.corrected` where reading back showed that the entry before did not have the last word. */
  readonly event: 'step.outcome' | 'step.corrected';
  readonly outcome: Outcome;
}

/** Call it last in the transaction that writes their journal rows, so that chain and journal agree whenever a process dies. */
export async function auditSteps(rows: Rows, said: readonly SaidStep[]): Promise<void> {
  const told = said.filter(({ outcome }) => isTold(outcome));
  if (told.length === 0) return;
  const steps = new Map<number, Awaited<ReturnType<typeof readSteps>>[number]>();
  for (const slice of cutSlices(told)) {
    for (const step of await readSteps(rows, slice)) steps.set(step.id, step);
  }
  await appendEntries(
    rows,
    told.map(({ runId, stepId, at, event, outcome }) => {
      const step = steps.get(stepId);
      const action = step === undefined ? null : readJson(step.change).kind;
      const details = { run: runId, step: stepId, action, outcome: outcome.kind, ...tellWhy(outcome) };
      const entry = { at, actor: 'system', event, details, ofRun: runId };
      // The name of whoever was erased meanwhile is gone: then the entry is about nobody.
      if (step === undefined || step.username === null) return entry;
      return { ...entry, about: { username: step.username, userKey: step.user_key } };
    }),
  );
}

async function readSteps(rows: Rows, said: readonly SaidStep[]) {
  return rows
    .selectFrom('run_steps as step')
    .leftJoin('run_people as person', 'person.entry_id', 'step.entry_id')
    .select(['step.id', 'step.change', 'person.username', 'person.user_key'])
    .where(
      'step.id',
      'in',
      said.map(({ stepId }) => stepId),
    )
    .execute();
}
