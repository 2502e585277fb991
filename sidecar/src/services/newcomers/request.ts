// Requests a run that creates users: the same road as every change, by a policy that stands for nothing else.
import { type Newcomer, provisioningDefinition } from '../../domain/newcomer.ts';
import type { Run } from '../../domain/run.ts';
import { effectiveMode } from '../../domain/run-mode.ts';
import { ProductError } from '../../errors.ts';
import { refuseWhileStopped } from '../process.ts';
import type { Actor, ServiceContext } from '../service-context.ts';

export interface CreationRequest {
  readonly newcomers: readonly Newcomer[];
  readonly asked: 'test' | undefined;
  /** A plan for more is held until somebody approves it; absent: what administrators allow. */
  readonly maxUsers?: number | undefined;
  /** Addresses that get the report. */
  readonly to: readonly string[];
  readonly actor: Actor;
}

/** Throws `emergency_stop`, `newcomers_beyond_limit` where more is asked for than administrators allow, or `policy_has_open_run` while another such run is not finished. */
export async function requestCreation(
  { store, clock, wake }: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  { newcomers, asked, maxUsers: wanted, to, actor }: CreationRequest,
): Promise<Run> {
  await refuseWhileStopped({ store });
  const { processMode, maxNewcomers } = await store.settings.all();
  const maxUsers = wanted ?? maxNewcomers;
  if (maxUsers > maxNewcomers) throw new ProductError('newcomers_beyond_limit');
  const at = clock.now();
  const definition = provisioningDefinition({ maxUsers, to });
  const policyVersion = await store.policies.keepAside({ definition, by: actor.username, at });
  const run = await store.runs.request({
    policyId: definition.policy,
    policyVersion,
    trigger: { kind: 'provision', by: actor.username },
    ...effectiveMode({ asked, policyMode: 'live', processMode }),
    requestedAt: at,
    newcomers,
  });
  if (run === null) throw new ProductError('policy_has_open_run');
  wake.runner();
  return run;
}
