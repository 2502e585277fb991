// Who answers at the configured address: a Confluence, a page in between, a redirect, or nobody.
import { HostFailure } from '../../adapters/ports.ts';
import { exitCodes } from '../frame/exit-codes.ts';
import type { TimedAnswer } from '../site/open-asker.ts';
import { parseBody } from '../site/parse-body.ts';
import type { Check } from './check.ts';
import { type Finding, fault, ok, warning } from './finding.ts';

export const checkAddress: Check = {
  name: 'address',
  title: 'Confluence',
  exitCode: exitCodes.hostUnreachable,
  run: async ({ asker, host, config }) => {
    const { url } = config.confluence;
    const answer = await asker.ask({ path: '/rest/applinks/1.0/manifest', anonymous: true });
    const between = explainBetween(answer, url);
    if (between !== null) return [between];
    const { version, buildNumber, product } = await host.identify();
    if (product !== 'confluence') throw new HostFailure('host_not_confluence', { request: answer.request });
    const found = ok(`Confluence ${version} (build ${buildNumber}) answers at ${url} in ${answer.ms} ms.`);
    return isOpenRoad(url) ? [found, unencrypted(url)] : [found];
  },
};

/** What stands between us and Confluence, or null. */
function explainBetween(answer: TimedAnswer, url: string): Finding | null {
  const { request, status } = answer;
  const evidence = `${request} → ${status}`;
  if (status >= 300 && status < 400) {
    const goal = answer.header('location') ?? 'somewhere else';
    const todo = 'Set UM_CONFLUENCE_URL to the address that answers without a redirect, context path included.';
    return fault(`${url} redirects to ${goal.split('?')[0]}.`, todo, { evidence });
  }
  if (parseBody(answer).kind !== 'html') return null;
  const todo =
    'Check the context path in UM_CONFLUENCE_URL, and let the sidecar reach /rest without a sign-in page of a proxy.';
  return fault(`A web page answers at ${url} where Confluence would give data.`, todo, { evidence });
}

/** Whether a token would cross a network in plain sight. */
function isOpenRoad(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(?:localhost|127\.|\[::1\])/.test(hostname);
}

function unencrypted(url: string): Finding {
  return warning(
    `The sign-in travels unencrypted, because ${new URL(url).origin} is no https address.`,
    'Use https, or make sure that nobody else can listen between the sidecar and Confluence.',
  );
}
