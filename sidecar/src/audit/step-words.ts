// What the trail tells of a step: which outcomes have an entry of their own, and the code that stands beside them.

/** An outcome as its codes tell it; texts and names behind them are left out. */
export interface SaidOutcome {
  readonly kind: string;
  readonly reason?: string;
  readonly guard?: string;
  readonly code?: string;
}

/** Whoever was left alone, was so already or was only rehearsed was not acted upon: the journal tells of them. */
export function isTold({ kind }: SaidOutcome): boolean {
  return kind !== 'skipped' && kind !== 'already' && kind !== 'rehearsed' && kind !== 'unsupported';
}

/** Codes alone: what a guard adds may name people. */
export function tellWhy({ kind, guard, code }: SaidOutcome): { readonly guard?: string; readonly code?: string } {
  if (kind === 'refused' && guard !== undefined) return { guard };
  return (kind === 'failed' || kind === 'unknown') && code !== undefined ? { code } : {};
}
