// Puts into a question what was found out so far: an account, a group, a directory, a token. None of it is ever written down.
import { isAddressable } from '../../adapters/http-client/request.ts';
import type { Read } from '../site/open-asker.ts';
import type { RecordedRead } from './reads.ts';

/** What may stand in braces. */
export type Finds = Readonly<Partial<Record<FindName, string>>>;

type FindName = 'ownKey' | 'ownName' | 'group' | 'directory' | 'username' | 'accountKey' | 'accountGroup' | 'token';

/** A name nobody bears. */
const nobody = 'nobody-asks-for-this-resource';

/** The question to ask, or why it cannot be asked. */
export function fillRead(
  { path, query = {}, accept, anonymous }: RecordedRead,
  finds: Finds,
): { readonly read: Read } | { readonly missing: string } {
  const known: Readonly<Record<string, string | undefined>> = { ...finds, nobody };
  const parts: Record<string, string> = {};
  for (const name of namesIn(path)) {
    const value = known[name];
    if (value === undefined || !isAddressable(value)) return { missing: `nothing usable to ask about: ${name}` };
    parts[name] = value;
  }
  const filled: Record<string, string | number> = {};
  for (const [name, template] of Object.entries(query)) {
    const [wanted] = namesIn(String(template));
    const value = wanted === undefined ? '' : known[wanted];
    if (value === undefined || (name === 'cql' && /["\\]/.test(value))) {
      return { missing: `nothing usable to ask about: ${wanted}` };
    }
    filled[name] = typeof template === 'number' ? template : template.replace(`{${wanted}}`, () => value);
  }
  const read: Read = { path, parts, query: filled };
  return { read: { ...read, ...(accept === undefined ? {} : { accept }), ...(anonymous ? { anonymous } : {}) } };
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}
