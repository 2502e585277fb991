// Until when the users of a run are known, so that it can be taken back, or when they were erased.
import type { RunDetailDocument } from '../../../sidecar/src/contract/runs.ts';
import { Instant } from '../ui/instant.tsx';
import { Sentence } from '../ui/sentence.tsx';

export function Keeping({ detail: { keptUntil, erasedAt } }: { readonly detail: RunDetailDocument }) {
  const at = erasedAt ?? keptUntil;
  if (at === null) return null;
  return (
    <p class="um-quiet">
      <Sentence says={erasedAt === null ? 'run.keptUntil' : 'run.erased'} places={{ when: <Instant at={at} /> }} />
    </p>
  );
}
