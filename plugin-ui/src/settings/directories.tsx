// User directories in the order in which they are asked, who told of them, and what is at odds between them.
import { useQuery } from '@tanstack/react-query';
import type { DirectoriesDocument } from '../../../sidecar/src/contract/directories.ts';
import { useApi } from '../console.ts';
import { isWritable } from '../plans/writable.ts';
import { useSnapshot } from '../queries.ts';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { useWords } from '../ui/words/words.ts';
import { DirectoryFaults } from './directory-faults.tsx';

type Directory = DirectoriesDocument['items'][number];

export function Directories() {
  const words = useWords();
  const api = useApi();
  const directories = useQuery({
    queryKey: ['directories'],
    queryFn: ({ signal }) => api.get<DirectoriesDocument>('/directories', signal),
  });
  const { data: snapshot } = useSnapshot();
  return (
    <section class="um-card" aria-labelledby="um-directories">
      <h2 id="um-directories">{words.say('directories.title')}</h2>
      <Loadable query={directories}>
        {({ items, witnesses }) => (
          <>
            {items.length === 0 ? (
              <p class="um-quiet">{words.say('directories.none')}</p>
            ) : (
              <DirectoryTable directories={items} />
            )}
            <Witnesses witnesses={witnesses} />
          </>
        )}
      </Loadable>
      {snapshot !== undefined && <DirectoryFaults accounts={snapshot.accounts} />}
    </section>
  );
}

function DirectoryTable({ directories }: { readonly directories: readonly Directory[] }) {
  const words = useWords();
  return (
    <table class="um-table">
      <thead>
        <tr>
          <th scope="col">{words.say('directories.order')}</th>
          <th scope="col">{words.say('directories.name')}</th>
          <th scope="col">{words.say('directories.kind')}</th>
          <th scope="col">{words.say('directories.writable')}</th>
          <th scope="col">{words.say('directories.toldBy')}</th>
        </tr>
      </thead>
      <tbody>
        {directories.map(({ name, id, kind, active, order, operations, synchronising, toldBy }) => (
          <tr key={id ?? name}>
            <td>{order === null ? words.say('common.unknown') : words.number(order + 1)}</td>
            <th scope="row">
              <bdi>{name}</bdi> {active === false && <Lozenge>{words.say('directories.off')}</Lozenge>}
              {synchronising === true && <Lozenge tone="current">{words.say('directories.synchronising')}</Lozenge>}
            </th>
            <td>{words.say(`directories.kind.${kind}`)}</td>
            <td>{words.say(`directories.writable.${isWritable(operations)}`)}</td>
            <td>{toldBy.map((one) => words.say(`witness.${one}`)).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who could not tell, and why: without it the list is silently shorter. */
function Witnesses({ witnesses }: Pick<DirectoriesDocument, 'witnesses'>) {
  const words = useWords();
  const silent = witnesses.filter(({ failure }) => failure !== null);
  if (silent.length === 0) return null;
  return (
    <ul class="um-plain um-quiet">
      {silent.map(({ witness, failure }) => (
        <li key={witness}>
          {words.say('directories.silent', {
            witness: words.say(`witness.${witness}`),
            reason: failure === null ? '' : (words.find(`fault.${failure.code}`) ?? failure.message),
          })}
        </li>
      ))}
    </ul>
  );
}
