// Leaves about names and addresses: globs over username, display name and e-mail address, mail domains, lists of names.
import { emailDomainOf, foldName, type User } from '../../user.ts';
import { isAddress } from '../../user-list.ts';
import { answer, type Matcher, unsure } from '../answer.ts';
import { findGlob } from '../glob-list.ts';

function matchGlobs(globs: readonly string[], key: 'username' | 'displayName' | 'email', text: string) {
  const glob = findGlob(globs)(foldName(text));
  return answer(glob === undefined ? 'no' : 'yes', { [key]: text, ...(glob === undefined ? {} : { glob }) });
}

export const username: Matcher<'username'> = (globs, { user }) => matchGlobs(globs, 'username', user.username);

export const displayName: Matcher<'displayName'> = (globs, { user }) =>
  matchGlobs(globs, 'displayName', user.displayName);

export const email: Matcher<'email'> = (globs, { user }) =>
  hasEmail(user) ? matchGlobs(globs, 'email', user.email) : unsure('email-not-told');

export const emailDomain: Matcher<'emailDomain'> = (domains, { user }) => {
  const domain = emailDomainOf(user.email);
  if (domain === null) return unsure('email-not-told');
  return answer(domains.some((one) => foldName(one) === domain) ? 'yes' : 'no', { domain });
};

/** An empty address is one that is not known. */
function hasEmail(user: User): user is User & { readonly email: string } {
  return user.email !== null && user.email !== '';
}

interface NameList {
  /** As written: user keys are compared exactly. */
  readonly keys: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  readonly hasAddress: boolean;
}

const preparedNames = new WeakMap<readonly string[], NameList>();

function prepareNames(names: readonly string[]): NameList {
  const prepared = preparedNames.get(names) ?? {
    keys: new Set(names),
    folded: new Set(names.map(foldName)),
    hasAddress: names.some(isAddress),
  };
  preparedNames.set(names, prepared);
  return prepared;
}

/** Somebody of unknown e-mail address might be any address of the list that names them not otherwise. */
export const users: Matcher<'users'> = (names, { user }) => {
  const list = prepareNames(names);
  const facts = { username: user.username };
  if (list.keys.has(user.userKey)) return answer('yes', { ...facts, by: 'userKey' });
  if (list.folded.has(foldName(user.username))) return answer('yes', { ...facts, by: 'username' });
  if (!hasEmail(user)) return list.hasAddress ? unsure('email-not-told', facts) : answer('no', facts);
  return list.folded.has(foldName(user.email))
    ? answer('yes', { ...facts, by: 'email', email: user.email })
    : answer('no', facts);
};
