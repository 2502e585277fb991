// The XSRF rule: what a page of another site could make a browser send needs the header no page can forge.
import type { IncomingHttpHeaders } from 'node:http';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const FORM_TYPES = /^(multipart\/form-data|application\/x-www-form-urlencoded|text\/plain)\b/i;

/**
 * True if the request passes. Form-like bodies always need `X-Atlassian-Token: no-check`; browsers need it always, and
 * the site's own origin besides; anything else passes.
 */
export function passesXsrfCheck(method: string, headers: IncomingHttpHeaders, ownOrigins: readonly string[]): boolean {
  if (SAFE_METHODS.has(method)) return true;
  const token = headers['x-atlassian-token'];
  const exempt = token === 'no-check' || token === 'nocheck';
  if (FORM_TYPES.test(headers['content-type'] ?? '') && !exempt) return false;
  const origin = headers.origin ?? readOrigin(headers.referer);
  const fromBrowser = origin !== undefined || /^Mozilla\//.test(headers['user-agent'] ?? '');
  if (!fromBrowser) return true;
  return exempt && (origin === undefined || ownOrigins.includes(origin));
}

function readOrigin(referer: string | undefined): string | undefined {
  if (referer === undefined) return undefined;
  return URL.canParse(referer) ? new URL(referer).origin : 'null';
}
