// What administrators told of users by tables: own fields with how many have a value, and lists of users.
import { useQuery } from '@tanstack/react-query';
import type { FieldListDocument, UserListPageDocument } from '../../../sidecar/src/contract/told.ts';
import { useApi } from '../console.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { ListTable } from './user-lists.tsx';

export function ToldTables() {
  const words = useWords();
  const api = useApi();
  const fields = useQuery({
    queryKey: ['fields'],
    queryFn: ({ signal }) => api.get<FieldListDocument>('/fields', signal),
  });
  const lists = useQuery({
    queryKey: ['lists'],
    queryFn: ({ signal }) => api.get<UserListPageDocument>('/lists', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-told">
      <h2 id="um-told">{words.say('told.title')}</h2>
      <p>{words.say('told.lead')}</p>
      <h3>{words.say('told.fields')}</h3>
      <Loadable query={fields} lines={1}>
        {({ items }) => <FieldTable fields={items} />}
      </Loadable>
      <h3>{words.say('told.lists')}</h3>
      <Loadable query={lists} lines={1}>
        {({ items }) => <ListTable lists={items} />}
      </Loadable>
    </section>
  );
}

function FieldTable({ fields }: { readonly fields: FieldListDocument['items'] }) {
  const words = useWords();
  if (fields.length === 0) return <p class="um-quiet">{words.say('told.noFields')}</p>;
  return (
    <table class="um-table um-compact">
      <thead>
        <tr>
          <th scope="col">{words.say('told.field')}</th>
          <th scope="col">{words.say('told.kind')}</th>
          <th scope="col" class="um-number">
            {words.say('told.values')}
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ key, name, kind, values }) => (
          <tr key={key}>
            <th scope="row">
              <bdi>{name}</bdi> <code>{key}</code>
            </th>
            <td>{words.say(`told.kind.${kind}`)}</td>
            <td class="um-number">{words.number(values)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
