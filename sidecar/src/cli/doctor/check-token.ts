// When the token we sign in with expires: told by the list of the account's own tokens, where there is one.

import { parseBody } from '../site/parse-body.ts';
import type { Check, Ground } from './check.ts';
import { type Finding, fault, ok, warning } from './finding.ts';

const dayMs = 86_400_000;
const warnDays = 30;
const faultDays = 7;

export const checkToken: Check = {
  name: 'token',
  title: 'Token',
  after: 'sign-in',
  run: async (ground) => {
    if (ground.config.confluence.credentials !== 'token') return [];
    const answer = await ground.asker.ask({ path: '/rest/pat/latest/tokens' });
    const evidence = `${answer.request} → ${answer.status}`;
    const tokens = readTokens(answer.status === 200 ? parseBody(answer) : null);
    const own = tokens === null ? null : findOwn(tokens);
    if (own === null) {
      const todo = "Note the date of expiry, as the account's profile shows it.";
      return [warning('Confluence does not tell when the token expires.', todo, { evidence })];
    }
    return [judgeToken(own, ground, evidence)];
  },
};

interface Token {
  readonly name: string;
  readonly usedAtMs: number;
  readonly expiresAtMs: number;
}

/** Null for anything but a list of tokens. */
function readTokens(body: ReturnType<typeof parseBody> | null): readonly Token[] | null {
  if (body?.kind !== 'json' || !Array.isArray(body.json)) return null;
  return body.json.filter(isRow).map(({ name, lastAccessedAt, expiringAt }) => ({
    name: typeof name === 'string' ? name : '',
    usedAtMs: Date.parse(String(lastAccessedAt)) || 0,
    expiresAtMs: Date.parse(String(expiringAt)),
  }));
}

function isRow(row: unknown): row is Readonly<Record<string, unknown>> {
  return typeof row === 'object' && row !== null;
}

/** No list says which token asked; it is the one used last, since it was used just now. */
function findOwn(tokens: readonly Token[]): Token | null {
  const [last] = [...tokens].sort((one, other) => other.usedAtMs - one.usedAtMs);
  return last === undefined || Number.isNaN(last.expiresAtMs) ? null : last;
}

function judgeToken({ name, expiresAtMs }: Token, { clock }: Ground, evidence: string): Finding {
  const days = Math.floor((expiresAtMs - Date.parse(clock.now())) / dayMs);
  // Confluence writes "never" as the last day of the year 9999.
  if (new Date(expiresAtMs).getUTCFullYear() > 9000) return ok(`The token "${name}" never expires.`, { evidence });
  const date = new Date(expiresAtMs).toISOString().slice(0, 10);
  const left = days < 1 ? 'in less than a day' : days === 1 ? 'in 1 day' : `in ${days} days`;
  const found = `The token "${name}" expires ${left}, on ${date}.`;
  if (days > warnDays) return ok(found, { evidence });
  const todo = 'Make a new token for the service account and put it into UM_CONFLUENCE_TOKEN.';
  return days > faultDays ? warning(found, todo, { evidence }) : fault(found, todo, { evidence });
}
