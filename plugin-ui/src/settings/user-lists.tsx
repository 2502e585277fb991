// Lists of users that somebody uploaded: how many rows name a user, which policies ask for each, and deleting one nobody asks for.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { UserListPageDocument } from '../../../sidecar/src/contract/told.ts';
import { useApi, useMay } from '../console.ts';
import { writeRoute } from '../routes.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { Instant } from '../ui/instant.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';

type UserList = UserListPageDocument['items'][number];

export function ListTable({ lists }: { readonly lists: readonly UserList[] }) {
  const words = useWords();
  const may = useMay('operator');
  const [asked, setAsked] = useState<UserList | null>(null);
  const Asked = asked !== null && asked.usedBy.length > 0 ? KeepList : DeleteList;
  if (lists.length === 0) return <p class="um-quiet">{words.say('told.noLists')}</p>;
  return (
    <>
      <table class="um-table um-compact um-mails">
        <thead>
          <tr>
            <th scope="col">{words.say('told.list')}</th>
            <th scope="col" class="um-number">
              {words.say('told.matched')}
            </th>
            <th scope="col" class="um-number">
              {words.say('told.unmatched')}
            </th>
            <th scope="col">{words.say('told.saved')}</th>
            <th scope="col">{words.say('told.usedBy')}</th>
            <th scope="col">
              <span class="um-hidden">{words.say('told.delete')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <tr key={list.name}>
              <th scope="row">
                <code>{list.name}</code>
              </th>
              <td class="um-number">{words.number(list.matched)}</td>
              <td class="um-number">{words.number(list.unmatched)}</td>
              <td>
                <Instant at={list.savedAt} />
              </td>
              <td>
                <Users list={list} />
              </td>
              <td class="um-number">
                {may && (
                  <Button
                    kind="link"
                    label={words.say('told.deleteOf', { name: list.name })}
                    onPress={() => setAsked(list)}
                  >
                    {words.say('told.delete')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked !== null && <Asked list={asked} close={() => setAsked(null)} />}
    </>
  );
}

function Users({ list: { usedBy } }: { readonly list: UserList }) {
  const words = useWords();
  if (usedBy.length === 0) return words.say('told.unused');
  return (
    <ul class="um-plain">
      {usedBy.map(({ id, name }) => (
        <li key={id}>
          <a href={writeRoute(['policies', id])}>
            <bdi>{name}</bdi>
          </a>
        </li>
      ))}
    </ul>
  );
}

function DeleteList({ list, close }: { readonly list: UserList; readonly close: () => void }) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { name, matched, unmatched } = list;
  const remove = useMutation({
    mutationFn: () => api.send('DELETE', `/lists/${encodeURIComponent(name)}`),
    onSuccess: () => {
      announce(words.say('told.deleted', { name }));
      close();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['lists'] }),
  });
  return (
    <Confirm
      title={words.say('told.deleteTitle', { name })}
      close={close}
      confirm={words.say('told.deleteConfirm')}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>{words.say('told.deleteBody', { count: matched + unmatched })}</p>
      {remove.error !== null && <FaultNotice fault={remove.error} />}
    </Confirm>
  );
}

/** A list that a policy asks for is kept: without it the policy would select nobody, and nobody would be told. */
function KeepList({ list, close }: { readonly list: UserList; readonly close: () => void }) {
  const words = useWords();
  return (
    <Dialog title={words.say('told.usedTitle', { name: list.name })} close={close}>
      <p>{words.say('told.deleteUsed')}</p>
      <Users list={list} />
      <div class="um-buttons um-buttons-end">
        <Button onPress={close}>{words.say('common.close')}</Button>
      </div>
    </Dialog>
  );
}
