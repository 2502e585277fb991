// When Confluence was read last, and the wish to read it now; the figures follow by themselves once that is done.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'preact/compat';
import { useApi, useMay } from '../console.ts';
import { useSnapshot } from '../queries.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';

/** A reading that was asked for is looked for so often. */
const lookMs = 2_000;

/** The reading asked for, and whether it is still awaited: it is there once the newest has a higher id. */
function useReading(snapshotId: number) {
  const api = useApi();
  const queries = useQueryClient();
  const [after, setAfter] = useState<number | null>(null);
  const newest = useSnapshot(after === null ? {} : { everyMs: lookMs });
  const request = useMutation({
    mutationFn: () => api.send('POST', '/snapshots'),
    onSuccess: () => setAfter(snapshotId),
  });
  const arrived = after !== null && (newest.data?.id ?? 0) > after;
  useEffect(() => {
    if (!arrived) return;
    setAfter(null);
    void queries.invalidateQueries();
  }, [arrived, queries]);
  return { request, awaited: after !== null && !arrived };
}

export function ReadingLine({ readAt, snapshotId }: { readonly readAt: string; readonly snapshotId: number }) {
  const words = useWords();
  const { request, awaited } = useReading(snapshotId);
  const may = useMay('operator');
  const announce = useAnnounce();
  useEffect(() => {
    if (awaited) announce(words.say('overview.reading'));
  }, [awaited, announce, words]);
  return (
    <div class="um-line">
      <span>
        <Sentence says="overview.read" places={{ when: <Instant at={readAt} /> }} />
      </span>
      {may && (
        <Button kind="link" busy={awaited || request.isPending} onPress={() => request.mutate()}>
          {words.say(awaited ? 'overview.reading' : 'overview.readNow')}
        </Button>
      )}
      {request.error !== null && <FaultNotice fault={request.error} />}
    </div>
  );
}

export function FirstReading() {
  const words = useWords();
  const { request, awaited } = useReading(0);
  return (
    <section class="um-card um-empty">
      <h2>{words.say('overview.notReadTitle')}</h2>
      <p>{words.say('overview.notRead')}</p>
      <Button kind="primary" busy={awaited || request.isPending} onPress={() => request.mutate()}>
        {words.say(awaited ? 'overview.reading' : 'overview.readNow')}
      </Button>
      {request.error !== null && <FaultNotice fault={request.error} />}
    </section>
  );
}
