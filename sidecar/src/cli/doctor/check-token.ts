// When the token we sign in with expires: told by the list of the account's own tokens, where there is one.
import { findOwnToken, type OwnToken } from '../../adapters/confluence/own-token.ts';
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
    const body = answer.status === 200 ? parseBody(answer) : null;
    const own = body?.kind === 'json' ? findOwnToken(body.json) : null;
    const declared = ground.config.confluence.tokenExpires;
    if (own === null && declared !== null) {
      return [judgeToken({ name: 'of UM_CONFLUENCE_TOKEN', expiresAtMs: Date.parse(declared) }, ground, evidence)];
    }
    if (own === null) {
      const todo = "State the date that the account's profile shows in UM_CONFLUENCE_TOKEN_EXPIRES.";
      return [warning('Confluence does not tell when the token expires.', todo, { evidence })];
    }
    return [judgeToken(own, ground, evidence)];
  },
};

function judgeToken({ name, expiresAtMs }: OwnToken, { clock }: Ground, evidence: string): Finding {
  if (expiresAtMs === null) return ok(`The token "${name}" never expires.`, { evidence });
  const days = Math.floor((expiresAtMs - Date.parse(clock.now())) / dayMs);
  const date = new Date(expiresAtMs).toISOString().slice(0, 10);
  const left = days < 1 ? 'in less than a day' : days === 1 ? 'in 1 day' : `in ${days} days`;
  const found = `The token "${name}" expires ${left}, on ${date}.`;
  if (days > warnDays) return ok(found, { evidence });
  const todo = 'Make a new token for the service account and put it into UM_CONFLUENCE_TOKEN.';
  return days > faultDays ? warning(found, todo, { evidence }) : fault(found, todo, { evidence });
}
