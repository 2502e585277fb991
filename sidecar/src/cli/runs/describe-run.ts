// Tells a run in one line: what it is, who began it, and how it stands.
import type { RunDocument } from '../../contract/runs.ts';

/** For example `run 12 of inactive-90-days, live, by hand by mara: quarantined`. */
export function describeRun(run: RunDocument): string {
  const { id, policyId, mode, state, ending, failure, pausedBy, trigger } = run;
  const by = 'by' in trigger ? ` by ${trigger.by}` : '';
  const of = 'of' in trigger ? ` of run ${trigger.of}` : '';
  // How a run ends is known while it still reads back and writes its report; over it is only then.
  const standing = state === 'finished' ? (ending ?? state) : state;
  const why = failure === null ? '' : ` (${failure.message})`;
  const held = pausedBy === null || ending !== null ? '' : `, paused by ${pausedBy}`;
  return `run ${id} of ${policyId}, ${mode}, ${trigger.kind}${of}${by}: ${standing}${why}${held}`;
}
