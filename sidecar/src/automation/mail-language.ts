// Which language a mail to users is in: what an own field tells of them, else that of the site.

import type { UserKey } from '../domain/user.ts';
import type { MailLanguage } from '../mail/user-words/words.ts';
import type { Store } from '../store/store.ts';

/** Of users who share a mail the first of whom it is told decides. */
export function createLanguageFinder({
  store,
  field,
  otherwise,
}: {
  readonly store: Pick<Store, 'fields'>;
  /** Key of the field; null where there is none. */
  readonly field: string | null;
  readonly otherwise: MailLanguage;
}): (users: readonly { readonly userKey: UserKey }[]) => Promise<MailLanguage> {
  return async (users) => {
    if (field === null) return otherwise;
    for (const { userKey } of users) {
      const told = readLanguage(await store.fields.valueOf({ key: field, userKey }));
      if (told !== null) return told;
    }
    return otherwise;
  };
}

/** `de`, `de_DE`, `en-GB`; null for a language there are no words in. */
function readLanguage(value: string | null): MailLanguage | null {
  const [, tag] = /^(en|de)(?:[_-]|$)/i.exec(value?.trim() ?? '') ?? [];
  return tag === undefined ? null : tag.toLowerCase() === 'de' ? 'de' : 'en';
}
