// Until when the users of a run that changed some are known, so that it can be taken back; or when a run's users were erased.
import type { RunDetailDocument } from '../../../sidecar/src/contract/runs.ts';
import { Instant } from '../ui/instant.tsx';
import { Sentence } from '../ui/sentence.tsx';

export function Keeping({ detail: { counts, keptUntil, erasedAt } }: { readonly detail: RunDetailDocument }) {
  const changed = (counts.users.applied ?? 0) + (counts.users['pending-synchronisation'] ?? 0);
  const at = erasedAt ?? (changed === 0 ? null : keptUntil);
  if (at === null) return null;
  return (
    <p class="um-quiet um-spaced">
      <Sentence says={erasedAt === null ? 'run.keptUntil' : 'run.erased'} places={{ when: <Instant at={at} /> }} />
    </p>
  );
}
