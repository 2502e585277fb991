// Searching users and groups, by the query language in the address or by a document in the body.
import { parseQuery } from '../query-language.ts';
import { listAccounts, listGroups } from '../realm.ts';
import { refuseArgument } from '../refusal.ts';
import { answerGroups, answerUsers } from '../render.ts';
import { checkProperties, matchesAccount, matchesGroup, type Restriction } from '../restriction.ts';
import { parseRestriction } from '../restriction-document.ts';
import type { CrowdAnswer, CrowdCall, CrowdRoute } from '../route.ts';

export const SEARCH_ROUTES: readonly CrowdRoute[] = [
  { method: 'GET', path: 'search', answer: (call) => search(call, parseQuery(call.query.get('restriction') ?? '')) },
  { method: 'POST', path: 'search', answer: (call) => search(call, parseRestriction(call.raw)) },
];

const USER_PROPERTIES = [
  ...['name', 'email', 'firstName', 'lastName', 'displayName', 'active', 'createdDate', 'updatedDate'],
  ...['lastAuthenticated', 'passwordLastChanged', 'requiresPasswordChange', 'invalidPasswordAttempts'],
];

const GROUP_PROPERTIES = ['name', 'description', 'active'];

function search(call: CrowdCall, restriction: Restriction): CrowdAnswer {
  const type = call.query.get('entity-type');
  if (type === 'user') {
    const accounts = listAccounts(call.application);
    checkProperties(
      restriction,
      (name) => USER_PROPERTIES.includes(name) || accounts.some(({ account }) => account.attributes.has(name)),
    );
    return {
      ...answerUsers(
        call,
        accounts.filter(({ account }) => matchesAccount(restriction, account)),
      ),
      noCache: true,
    };
  }
  if (type !== 'group') throw refuseArgument('entity-type must be user or group');
  const groups = listGroups(call.application);
  checkProperties(
    restriction,
    (name) => GROUP_PROPERTIES.includes(name) || groups.some(({ group }) => group.attributes.has(name)),
  );
  return {
    ...answerGroups(
      call,
      groups.filter(({ group }) => matchesGroup(restriction, group)),
    ),
    noCache: true,
  };
}
