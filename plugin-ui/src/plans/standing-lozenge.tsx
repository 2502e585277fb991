// How a run stands as a lozenge; its colour says whether somebody has to look.
import type { ComponentChildren } from 'preact';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { Lozenge, type Tone } from '../ui/lozenge.tsx';

export function StandingLozenge({
  run,
  children,
}: {
  readonly run: RunDocument;
  readonly children: ComponentChildren;
}) {
  return <Lozenge tone={toneOf(run)}>{children}</Lozenge>;
}

function toneOf({ state, ending, pausedBy }: RunDocument): Tone {
  if (state !== 'finished') return pausedBy === null ? 'current' : 'warning';
  switch (ending) {
    case 'quarantined':
      return 'warning';
    case 'failed':
      return 'danger';
    case 'cancelled':
      return 'neutral';
    default:
      return 'success';
  }
}
