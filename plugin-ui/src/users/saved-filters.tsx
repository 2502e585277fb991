// Filters by name: choosing one, keeping what is on the page as another, forgetting one; and the link that shows others the same.
import { useId, useState } from 'preact/compat';
import { writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { Popover } from '../ui/popover.tsx';
import { useWords } from '../ui/words/words.ts';
import { useKeep, usePersonalViews } from './personal-views.ts';

/** `query` holds search, conditions and order as the address has them. */
export function SavedFilters({ query }: { readonly query: string }) {
  const words = useWords();
  const id = useId();
  const views = usePersonalViews();
  const keep = useKeep();
  const [name, setName] = useState('');
  const address = writeRoute(['users']);
  const filters = views.data?.filters ?? [];
  const hrefOf = (kept: string): string => (kept === '' ? address : `${address}?${kept}`);
  return (
    <Popover title={words.say('filters.title')}>
      {filters.length === 0 && <p class="um-quiet">{words.say('filters.none')}</p>}
      <ul class="um-plain">
        {filters.map((filter) => (
          <li key={filter.name} class="um-filter">
            <a href={hrefOf(filter.query)} aria-current={filter.query === query ? 'true' : undefined}>
              <bdi>{filter.name}</bdi>
            </a>
            <button
              type="button"
              class="um-chip-out"
              aria-label={words.say('filters.remove', { name: filter.name })}
              onClick={() => keep.mutate({ remove: filter.name })}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (keep.isPending) return;
          keep.mutate({ save: name.trim(), query }, { onSuccess: () => setName('') });
        }}
      >
        <div class="um-field">
          <label for={`${id}-name`}>{words.say('filters.name')}</label>
          <input
            id={`${id}-name`}
            class="um-input"
            required
            maxLength={100}
            pattern=".*\S.*"
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        </div>
        <Button submits busy={keep.isPending}>
          {words.say('filters.save')}
        </Button>
      </form>
      {keep.error !== null && <FaultNotice fault={keep.error} />}
      <div class="um-field">
        <label for={`${id}-link`}>{words.say('filters.link')}</label>
        <input
          id={`${id}-link`}
          class="um-input"
          readOnly
          value={new URL(hrefOf(query), window.location.href).href}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </div>
    </Popover>
  );
}
