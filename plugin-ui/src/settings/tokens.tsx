// Tokens for the API: who made which, when each was last used, one more that is shown once, and taking one back.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'preact/compat';
import type {
  ApiTokenDocument,
  ApiTokenPageDocument,
  MadeApiTokenDocument,
} from '../../../sidecar/src/contract/api-tokens.ts';
import { writeQuery } from '../api.ts';
import { useApi, useMay } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { readForm } from './read-form.ts';

const tokens = ['tokens'];
const roles = ['auditor', 'operator', 'administrator'] as const;

export function Tokens() {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const may = useMay('administrator');
  const found = useInfiniteQuery({
    queryKey: tokens,
    initialPageParam: null as number | null,
    queryFn: ({ pageParam: before, signal }) =>
      api.get<ApiTokenPageDocument>(`/tokens${writeQuery({ before, limit: 50 })}`, signal),
    getNextPageParam: (page) => page.nextBefore,
  });
  const make = useMutation({
    mutationFn: (body: object) => api.send<MadeApiTokenDocument>('POST', '/tokens', body),
    onSuccess: () => void queries.invalidateQueries({ queryKey: tokens }),
  });
  return (
    <section class="um-card" aria-labelledby="um-tokens">
      <h2 id="um-tokens">{words.say('tokens.title')}</h2>
      <p>{words.say('tokens.lead')}</p>
      {make.data !== undefined && (
        <Notice kind="success">
          <p>{words.say('tokens.once')}</p>
          <p>
            <code>{make.data.token}</code>
          </p>
        </Notice>
      )}
      {may && <TokenForm busy={make.isPending} fault={make.error} make={make.mutate} />}
      <Loadable query={found}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p class="um-quiet um-spaced">{words.say('tokens.none')}</p>;
          return <TokenTable items={items} may={may} />;
        }}
      </Loadable>
      {found.hasNextPage && (
        <Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {words.say('common.more')}
        </Button>
      )}
    </section>
  );
}

interface TokenFormProps {
  readonly busy: boolean;
  readonly fault: Error | null;
  readonly make: (body: object) => void;
}

function TokenForm({ busy, fault, make }: TokenFormProps) {
  const words = useWords();
  const id = useId();
  return (
    <form
      class="um-inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { text, number } = readForm(event.currentTarget);
        if (!busy) make({ name: text('name'), role: text('role'), days: number('days') });
      }}
    >
      <div class="um-form-grid">
        <div class="um-field">
          <label for={`${id}-name`}>{words.say('tokens.name')}</label>
          <input id={`${id}-name`} name="name" class="um-input" required maxLength={100} autocomplete="off" />
        </div>
        <div class="um-field">
          <label for={`${id}-role`}>{words.say('tokens.role')}</label>
          <select id={`${id}-role`} name="role" class="um-select">
            {roles.map((role) => (
              <option key={role} value={role}>
                {words.say(`tokens.role.${role}`)}
              </option>
            ))}
          </select>
        </div>
        <div class="um-field">
          <label for={`${id}-days`}>{words.say('tokens.days')}</label>
          <input
            id={`${id}-days`}
            name="days"
            type="number"
            class="um-input um-short"
            min={1}
            max={366}
            required
            defaultValue="90"
          />
        </div>
      </div>
      {fault !== null && <FaultNotice fault={fault} />}
      <Button submits busy={busy}>
        {words.say('tokens.make')}
      </Button>
    </form>
  );
}

interface TokenTableProps {
  readonly items: readonly ApiTokenDocument[];
  readonly may: boolean;
}

function TokenTable({ items, may }: TokenTableProps) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: number) => api.send<ApiTokenDocument>('DELETE', `/tokens/${id}`),
    onSuccess: () => void queries.invalidateQueries({ queryKey: tokens }),
  });
  return (
    <>
      {revoke.error !== null && <FaultNotice fault={revoke.error} />}
      <table class="um-table um-spaced">
        <thead>
          <tr>
            {(['number', 'name', 'role', 'owner', 'until', 'used'] as const).map((column) => (
              <th key={column} scope="col">
                {words.say(`tokens.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span class="um-hidden">{words.say('tokens.revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, name, role, owner, state, expiresAt, lastUsedAt }) => (
            <tr key={id} class={state === 'holds' ? undefined : 'um-over'}>
              <td>{id}</td>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td>{words.say(`tokens.role.${role}`)}</td>
              <td>
                <bdi>{owner.displayName}</bdi>
              </td>
              <td>
                <Instant at={expiresAt} /> {state !== 'holds' && <Lozenge>{words.say(`tokens.${state}`)}</Lozenge>}
              </td>
              <td>{lastUsedAt === null ? words.say('tokens.never') : <Instant at={lastUsedAt} />}</td>
              <td class="um-number">
                {may && state === 'holds' && (
                  <Button
                    kind="link"
                    label={words.say('tokens.revokeOf', { name })}
                    busy={revoke.isPending}
                    onPress={() => revoke.mutate(id)}
                  >
                    {words.say('tokens.revoke')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
