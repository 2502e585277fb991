// Seats of the licence: how many are taken, by our reading and by Confluence's own count.
import { useQuery } from '@tanstack/react-query';
import type { LicenceDocument } from '../../../sidecar/src/contract/licence.ts';
import { useApi } from '../console.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';

export function LicenceCard() {
  const words = useWords();
  const api = useApi();
  const licence = useQuery({
    queryKey: ['licence'],
    queryFn: ({ signal }) => api.get<LicenceDocument>('/licence', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-licence">
      <h2 id="um-licence">{words.say('licence.title')}</h2>
      <Loadable query={licence}>{({ seats }) => <Seats seats={seats} />}</Loadable>
    </section>
  );
}

function Seats({ seats }: { readonly seats: LicenceDocument['seats'] }) {
  const words = useWords();
  const { ours: taken, most, unknown, host, difference } = seats;
  return (
    <>
      <p class="um-figure">
        {most === null ? words.say('licence.seatsUnlimited', { taken }) : words.say('licence.seats', { taken, most })}
      </p>
      {most !== null && (
        <meter
          class="um-meter"
          min={0}
          max={most}
          value={taken}
          aria-label={words.say('licence.seats', { taken, most })}
        />
      )}
      {unknown > 0 && <p>{words.say('licence.unknown', { count: unknown })}</p>}
      {host !== null && difference !== 0 && <p class="um-quiet">{words.say('licence.difference', { host })}</p>}
    </>
  );
}
