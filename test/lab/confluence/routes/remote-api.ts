// The JSON-RPC address: shut as long as the Remote API is off; what it would do when on belongs to older versions.
import { renderErrorPage } from '../pages.ts';
import type { Answer, Call, Route } from '../route.ts';

const BASE = '/rpc/json-rpc/confluenceservice-v2';

export const REMOTE_API_ROUTES: readonly Route[] = [BASE, `${BASE}/{method}`].map(
  (path): Route => ({ method: 'POST', path, access: 'anonymous', blockedInReadOnly: false, answer: refuse }),
);

function refuse(call: Call): Answer {
  const contentType = 'text/html;charset=UTF-8';
  if (!call.site.remoteApi) return { status: 401, text: renderErrorPage(401, 'Unauthorized'), contentType };
  if (call.site.secureAdmin) {
    const text = renderErrorPage(500, 'com.atlassian.confluence.rpc.WebSudoRequiredException');
    return { status: 500, text, contentType };
  }
  return { status: 404, text: renderErrorPage(404, 'Page Not Found'), contentType };
}
