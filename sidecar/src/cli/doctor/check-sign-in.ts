// Whether Confluence accepts the credentials. One question only: a wrong password asked ten times locks the account.
import { failureCodeOf } from '../../adapters/confluence/answers.ts';
import { HostFailure } from '../../adapters/ports.ts';
import { exitCodes } from '../frame/exit-codes.ts';
import { parseBody } from '../site/parse-body.ts';
import type { Check } from './check.ts';
import { fault, ok } from './finding.ts';

export const checkSignIn: Check = {
  name: 'sign-in',
  title: 'Sign-in',
  after: 'address',
  exitCode: exitCodes.refused,
  run: async ({ asker, config }) => {
    const answer = await asker.ask({ path: '/rest/api/user/current' });
    const { request, status } = answer;
    const body = parseBody(answer);
    const json = body.kind === 'json' ? body.json : undefined;
    const code = failureCodeOf({ ...answer, json });
    const evidence = `${request} → ${status}`;
    const kind = config.confluence.credentials;
    if (code === 'host_forbidden' && kind === 'password') {
      const todo =
        'Use UM_CONFLUENCE_TOKEN, or allow Basic authentication for the API and let the account use Confluence.';
      return [fault('Confluence does not let this account in by username and password.', todo, { evidence })];
    }
    if (code !== null) throw new HostFailure(code, { status, request });
    if (json === undefined) throw new HostFailure('host_not_json', { status, request });
    const { type, username } = json as { type?: unknown; username?: unknown };
    if (type === 'known' && typeof username === 'string') return [ok(`Signed in as ${username}.`, { evidence })];
    const todo =
      kind === 'token'
        ? 'Check UM_CONFLUENCE_TOKEN. Before 7.9 there are no tokens: set UM_CONFLUENCE_USERNAME and UM_CONFLUENCE_PASSWORD.'
        : 'Check UM_CONFLUENCE_USERNAME and UM_CONFLUENCE_PASSWORD.';
    return [fault('Confluence takes us for an anonymous visitor.', todo, { evidence })];
  },
};
