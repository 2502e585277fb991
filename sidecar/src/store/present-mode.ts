// In which mode an approved plan acts by now: people may have put its policy back to test mode since it was made.
import type { Mode } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import { findFirstRun } from './first-run.ts';
import type { Store } from './store.ts';

/** A policy in test mode does not act by an older plan; what is given back goes as it was held, always. */
export async function presentMode({ runs, policies }: Pick<Store, 'runs' | 'policies'>, held: Run): Promise<Mode> {
  const { trigger } = await findFirstRun(runs, held);
  if (trigger.kind === 'undo') return held.mode;
  return (await policies.get(held.policyId))?.mode === 'test' ? 'test' : held.mode;
}
