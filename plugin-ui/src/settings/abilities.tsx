// What this Confluence can do: one row an ability, with what it is good for, or with what would bring it.
import { useQuery } from '@tanstack/react-query';
import type { HostDocument } from '../../../sidecar/src/contract/host.ts';
import { useApi } from '../console.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Notice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords, type Words } from '../ui/words/words.ts';

type Ability = HostDocument['capabilities'][number];

export function Abilities() {
  const words = useWords();
  const api = useApi();
  const host = useQuery({ queryKey: ['host'], queryFn: ({ signal }) => api.get<HostDocument>('/host', signal) });
  return (
    <section class="um-card" aria-labelledby="um-abilities">
      <h2 id="um-abilities">{words.say('abilities.title')}</h2>
      <Loadable query={host} lines={13}>
        {(found) => <Found host={found} />}
      </Loadable>
    </section>
  );
}

function Found({ host }: { readonly host: HostDocument }) {
  const words = useWords();
  const { identity, ownAccount, readOnly, failure, capabilities, checkedAt } = host;
  return (
    <>
      {failure !== null && (
        <Notice kind="warning">
          <p>{words.find(`fault.${failure.code}`) ?? failure.message}</p>
        </Notice>
      )}
      {readOnly === true && (
        <Notice kind="warning">
          <p>{words.say('abilities.readOnly')}</p>
        </Notice>
      )}
      <p class="um-quiet">
        {identity !== null &&
          words.say('abilities.host', {
            product: nameProduct(identity.product),
            version: identity.version,
            url: identity.statedUrl,
          })}{' '}
        {ownAccount !== null && words.say('abilities.account', { name: ownAccount.username })}{' '}
        <Sentence says="abilities.checked" places={{ when: <Instant at={checkedAt} /> }} />
      </p>
      <table class="um-table">
        <thead>
          <tr>
            <th scope="col">{words.say('abilities.ability')}</th>
            <th scope="col">{words.say('abilities.present')}</th>
            <th scope="col">{words.say('abilities.means')}</th>
          </tr>
        </thead>
        <tbody>
          {capabilities.map((ability) => (
            <AbilityRow key={ability.capability} ability={ability} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function AbilityRow({ ability }: { readonly ability: Ability }) {
  const words = useWords();
  const { capability, present, way, absence, evidence, unlocks } = ability;
  return (
    <tr>
      <th scope="row">{words.find(`ability.${capability}`) ?? capability}</th>
      <td class="um-mark">
        <span class={present ? 'um-mark-yes' : 'um-mark-no'} aria-hidden="true">
          {present ? '✓' : '–'}
        </span>
        <span class="um-hidden">{words.say(present ? 'abilities.yes' : 'abilities.no')}</span>
      </td>
      <td>
        {absence !== null && <p>{words.find(`fault.${absence.code}`) ?? absence.message}</p>}
        {unlocks.length > 0 && (
          <p>
            {words.say(present ? 'abilities.usedFor' : 'abilities.missing', {
              what: unlocks.map((unlock) => sayUnlock(words, unlock)).join(', '),
            })}
          </p>
        )}
        <p class="um-hint">
          <code>{evidence}</code>
          {way === 'json-rpc' && ` ${words.say('abilities.remoteApi')}`}
        </p>
      </td>
    </tr>
  );
}

/** An unlock is a code, some with a remark behind it; what has no words yet goes by its code. */
function sayUnlock(words: Words, unlock: string): string {
  return words.find(`unlock.${unlock}`) ?? unlock;
}

/** Confluence writes its own name small where programs ask. */
function nameProduct(product: string): string {
  return product === 'confluence' ? 'Confluence' : product;
}
