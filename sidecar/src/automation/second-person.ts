// Whether a run may make privileged changes: its very plan was approved by a second administrator, and both still are one.
import type { Run } from '../domain/run.ts';
import type { Store } from '../store/store.ts';
import type { FindAdministrators } from './administrators.ts';

export interface SecondPersonInput {
  readonly store: Pick<Store, 'runs' | 'waves'>;
  readonly findAdministrators: FindAdministrators;
  readonly run: Pick<Run, 'id' | 'trigger'>;
}

/** Asked right before a run acts, whatever was decided before. Throws `HostFailure` where Confluence cannot be asked. */
export async function isApprovedBySecondPerson({
  store,
  findAdministrators,
  run,
}: SecondPersonInput): Promise<boolean> {
  if (run.trigger.kind !== 'approval') return false;
  const plan = await store.runs.plan(run.id);
  if (plan?.summary.privileged === undefined) return false;
  const decision = await store.runs.decision(run.trigger.of);
  if (decision?.decision !== 'approved' || decision.secondPerson === null) return false;
  const waves = await store.waves.of(run.trigger.of);
  if (decision.nextRunId !== run.id && waves?.lastRunId !== run.id) return false;
  const { digest, askedBy } = decision.secondPerson;
  if (digest !== plan.digest) return false;
  const [first, second] = await findAdministrators([askedBy, decision.by]);
  return first != null && second != null && first !== second;
}
