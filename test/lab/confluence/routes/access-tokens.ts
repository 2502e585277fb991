// Personal access tokens of the caller: list, make, drop. The raw token is told once, when it is made.
import { formatInstant } from '../../clock.ts';
import type { Token } from '../../world/model.ts';
import { dropToken, issueToken, listTokens } from '../../world/tokens.ts';
import { type Answer, answerJson, type Call, NO_CONTENT, Refusal, type Route, requireCaller } from '../route.ts';
import { readText, refuseInvalid } from './user-details.ts';

const BASES = ['/rest/pat/latest/tokens', '/rest/pat/1.0/tokens'] as const;
const OWN = { access: 'authenticated', needs: 'tokens', blockedInReadOnly: false } as const;
const NEVER = '9999-12-31T00:00:00.000Z';
const MOST_DAYS = 36_500;

export const TOKEN_ROUTES: readonly Route[] = BASES.flatMap((base): Route[] => [
  { ...OWN, method: 'GET', path: base, answer: listOwn },
  { ...OWN, method: 'POST', path: base, reads: 'json', answer: create },
  { ...OWN, method: 'DELETE', path: `${base}/{tokenId}`, answer: remove },
]);

function listOwn(call: Call): Answer {
  return answerJson(listTokens(call.site.world, requireCaller(call)).map(renderToken));
}

function create(call: Call): Answer {
  const name = readText(call.body, 'name')?.trim() ?? '';
  if (name === '') throw refuseInvalid([{ key: 'token.name', text: 'The token needs a name' }]);
  const { expirationDuration = null } = call.body as { expirationDuration?: unknown };
  if (expirationDuration !== null && !isTerm(expirationDuration)) {
    throw refuseInvalid([{ key: 'token.duration', text: 'expirationDuration must be a number of days' }]);
  }
  const expirationDays = expirationDuration === null ? null : Number(expirationDuration);
  const token = issueToken(call.site.world, requireCaller(call), { name, expirationDays });
  return answerJson({ ...renderToken(token), rawToken: token.raw }, 201);
}

function isTerm(days: unknown): boolean {
  return Number.isInteger(days) && Number(days) > 0 && Number(days) <= MOST_DAYS;
}

function remove(call: Call): Answer {
  const { world } = call.site;
  const token = listTokens(world, requireCaller(call)).find((own) => String(own.id) === call.params.tokenId);
  if (token === undefined) throw new Refusal(404, `No token found with id : ${call.params.tokenId}`);
  dropToken(world, token);
  return NO_CONTENT;
}

function renderToken(token: Token): Record<string, unknown> {
  return {
    id: token.id,
    name: token.name,
    createdAt: formatInstant(token.createdEpochMs),
    ...(token.lastUsedEpochMs === null ? {} : { lastAccessedAt: formatInstant(token.lastUsedEpochMs) }),
    expiringAt: token.expiringEpochMs === null ? NEVER : formatInstant(token.expiringEpochMs),
  };
}
