// Where the seats of the licence go: by our reading and by Confluence's own count, and by the groups that grant them.
import { useQuery } from '@tanstack/react-query';
import type { LicenceDocument } from '../../../sidecar/src/contract/licence.ts';
import { useApi } from '../console.ts';
import { writeChips } from '../criteria/chips.ts';
import { writeRoute } from '../routes.ts';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';

export function SeatsCard() {
  const words = useWords();
  const api = useApi();
  const licence = useQuery({
    queryKey: ['licence'],
    queryFn: ({ signal }) => api.get<LicenceDocument>('/licence', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-seats">
      <h2 id="um-seats">{words.say('licence.title')}</h2>
      <Loadable query={licence} lines={5}>
        {(found) => <Seats licence={found} />}
      </Loadable>
    </section>
  );
}

function Seats({ licence: { seats, groups, own, toldBy, asked } }: { readonly licence: LicenceDocument }) {
  const words = useWords();
  const { ours: taken, most, unknown, host, difference, explained } = seats;
  return (
    <>
      <p class="um-figure">
        {most === null ? words.say('licence.seatsUnlimited', { taken }) : words.say('licence.seats', { taken, most })}
      </p>
      {unknown > 0 && <p>{words.say('licence.unknown', { count: unknown })}</p>}
      {host !== null && difference !== 0 && (
        <p>
          {words.say('licence.difference', { host })}{' '}
          {explained !== null && words.say(explained ? 'licences.explained' : 'licences.unexplained')}
        </p>
      )}
      {toldBy === 'assumed' && (
        <Notice kind="warning">
          <p>{words.say('licences.assumed')}</p>
        </Notice>
      )}
      <h3>{words.say('licences.groups')}</h3>
      {toldBy !== 'assumed' && <p>{words.say(`licences.toldBy.${toldBy}`)}</p>}
      {asked.map(({ witness, failure }) =>
        failure === null ? null : (
          <p key={witness} class="um-hint">
            {words.say('licences.silent', {
              witness: words.say(`licences.witness.${witness}`),
              reason: words.find(`fault.${failure.code}`) ?? failure.message,
            })}
          </p>
        ),
      )}
      <table class="um-table">
        <thead>
          <tr>
            <th scope="col">{words.say('licences.group')}</th>
            <th scope="col" class="um-number">
              {words.say('licences.grants')}
            </th>
            <th scope="col" class="um-number">
              {words.say('licences.only')}
            </th>
            <th scope="col">{words.say('licences.members')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, seats: granted, only, complete }) => (
            <tr key={name}>
              <th scope="row">
                <a href={hrefOfHolders(name)}>
                  <bdi>{name}</bdi>
                </a>
              </th>
              <td class="um-number">{words.number(granted)}</td>
              <td class="um-number">{words.number(only)}</td>
              <td>
                <Lozenge tone={complete ? 'success' : 'warning'}>
                  {words.say(complete ? 'licences.complete' : 'licences.incomplete')}
                </Lozenge>
              </td>
            </tr>
          ))}
          {own.holders > 0 && (
            <tr>
              <th scope="row">{words.say('licences.own')}</th>
              <td class="um-number">{words.number(own.seats)}</td>
              <td class="um-number">{words.number(own.only)}</td>
              <td>{own.uncertain > 0 && words.say('licences.uncertain', { count: own.uncertain })}</td>
            </tr>
          )}
        </tbody>
      </table>
      <p class="um-quiet">{words.say('licences.onlyMeans')}</p>
    </>
  );
}

/** The users page with everybody who is in the group and takes a seat. */
function hrefOfHolders(name: string): string {
  const q = writeChips([
    { kind: 'group', name },
    { kind: 'seat', holds: true },
  ]);
  return writeRoute(['users'], { q });
}
