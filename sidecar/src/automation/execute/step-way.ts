// How one step is carried out, whatever it changes: look first, call once, settle by reading what the answer left open.
import type { WriteResult } from '../../adapters/writes.ts';
import type { Mode } from '../../domain/policy.ts';
import type { Outcome } from '../../domain/run.ts';

export interface StepWay {
  /** Asked right before the call: `open` lets it go out; an outcome is the reason why it does not. */
  readonly look: () => Promise<'holds' | 'open' | Outcome>;
  /** Whether looking asks others, so that a stop may come meanwhile. */
  readonly asksOthers: boolean;
  /** The one call. */
  readonly make: () => Promise<WriteResult>;
  readonly settle: (code: string) => Promise<Settled>;
}

/**
 * What reading says of a call without an answer: what became of it; `no-effect` where nothing did, so that it may be made
 * once more; `untold` where nobody can tell, and to make it once more harms nobody.
 */
export type Settled = Outcome | 'no-effect' | 'untold';

/** What only a person can change is never planned; should it be asked for all the same, nothing goes out. */
export const byHandStep: StepWay = {
  look: async () => ({ kind: 'unsupported', reason: 'capability-absent' }),
  asksOthers: false,
  make: async () => ({ kind: 'refused', code: 'host_capability_absent', status: null }),
  settle: async () => 'no-effect',
};

/** A mail of ours is written in the transaction that ends the run, so nothing goes out here and nothing can be half done. */
export function noticeStep(mode: Mode): StepWay {
  return {
    look: async () => 'open',
    asksOthers: false,
    make: async () => (mode === 'live' ? { kind: 'done' } : { kind: 'rehearsed' }),
    settle: async () => 'no-effect',
  };
}

/** What the answer to a call means for its step. */
export function outcomeOfResult(result: WriteResult): Outcome {
  switch (result.kind) {
    case 'done':
      return { kind: 'applied' };
    case 'rehearsed':
      return { kind: 'rehearsed' };
    case 'refused':
      return result.code === 'host_capability_absent'
        ? { kind: 'unsupported', reason: 'capability-absent' }
        : { kind: 'failed', code: result.code };
    case 'unclear':
      return { kind: 'unknown', code: result.code };
  }
}
