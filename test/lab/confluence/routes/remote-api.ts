// The JSON-RPC address in both call styles: an envelope at the address itself, bare parameters behind the method's name.
import { renderErrorPage } from '../pages.ts';
import { type Answer, type Call, Refusal, type Route } from '../route.ts';
import { makeCall, type Outcome, type RemoteCall } from '../rpc/call.ts';

const BASE = '/rpc/json-rpc/confluenceservice-v2';
const HTML = 'text/html;charset=UTF-8';

export const REMOTE_API_ROUTES: readonly Route[] = [
  { ...describeDoor(), path: BASE, answer: (call) => enter(call, answerEnvelope) },
  { ...describeDoor(), path: `${BASE}/{method}`, answer: (call) => enter(call, answerLight) },
];

function describeDoor() {
  return { method: 'POST', access: 'anonymous', blockedInReadOnly: false, offers: 'its-own' } as const;
}

type Ask = (call: RemoteCall) => Outcome;

/** Shut while the Remote API is off; open only for name and password, because tokens are for REST. */
function enter(call: Call, answer: (call: Call, ask: Ask) => Answer): Answer {
  const { site, caller } = call;
  const actor = caller.byToken ? null : caller.user;
  if (!site.remoteApi || actor === null) {
    return { status: 401, text: renderErrorPage(401, 'Unauthorized'), contentType: HTML };
  }
  return answer(call, (asked) => makeCall({ site, world: site.world, actor }, asked));
}

function answerEnvelope(call: Call, ask: Ask): Answer {
  const { method, params = [], id = null } = parseBody(call) as Record<string, unknown>;
  if (typeof method !== 'string' || !Array.isArray(params)) {
    return answerJsonText({ jsonrpc: '2.0', error: { code: -32_600, message: 'Invalid Request' }, id });
  }
  const outcome = ask({ name: method, params });
  switch (outcome.kind) {
    case 'web-sudo':
      return renderWebSudo(200);
    case 'exception':
      return answerJsonText({ jsonrpc: '2.0', error: { code: outcome.code, message: outcome.message }, id });
    case 'result':
      return answerJsonText({ jsonrpc: '2.0', result: outcome.result ?? null, id });
  }
}

function answerLight(call: Call, ask: Ask): Answer {
  const params = parseBody(call);
  if (!Array.isArray(params)) throw new Refusal(400, 'The parameters must be a JSON array', { valid: false });
  const outcome = ask({ name: call.params.method ?? '', params });
  switch (outcome.kind) {
    case 'web-sudo':
      return renderWebSudo(500);
    case 'exception':
      return answerJsonText({ error: { code: outcome.code, message: outcome.message } }, 500);
    case 'result':
      return outcome.result === undefined
        ? { status: 200, text: '', contentType: 'application/json' }
        : answerJsonText(outcome.result);
  }
}

/** Sent as text, because no OpenAPI document speaks of this address. */
function answerJsonText(value: unknown, status = 200): Answer {
  return { status, text: JSON.stringify(value), contentType: 'application/json' };
}

function renderWebSudo(status: number): Answer {
  const text = renderErrorPage(status, 'com.atlassian.confluence.rpc.WebSudoRequiredException');
  return { status, text, contentType: HTML };
}

function parseBody(call: Call): unknown {
  const parsed = call.readJson();
  if (typeof parsed !== 'object' || parsed === null) throw new Refusal(400, 'The body must be JSON', { valid: false });
  return parsed;
}
