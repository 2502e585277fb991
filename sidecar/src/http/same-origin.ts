// For routes that believe a browser's cookies: the request must come from a page of this very site.
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { ProductError } from '../errors.ts';

/**
 * Throws `not_same_origin`. Browsers say `Sec-Fetch-Site` on https and `Origin` with every POST, and no page can change
 * either; whoever says neither is no browser. The host is the one the request was made to, or that of `UM_PUBLIC_URL`.
 */
export function demandSameOrigin(request: FastifyRequest, { publicUrl }: Pick<Config, 'publicUrl'>): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const ownHosts = [request.host, ...(publicUrl === null ? [] : [new URL(publicUrl).host])];
  const fits =
    site === undefined
      ? isOf(origin, { hosts: ownHosts, secure: request.protocol === 'https' })
      : site === 'same-origin';
  if (!fits) throw new ProductError('not_same_origin');
}

/**
 * As `demandSameOrigin`, for a GET: by plain http browsers tell nothing about where one comes from. There the header tells, which
 * only a page of this site can send, as no answer gives others leave to.
 */
export function demandOwnPage(request: FastifyRequest, config: Pick<Config, 'publicUrl'>): void {
  const { 'sec-fetch-site': site, 'x-um-request': own } = request.headers;
  if (site !== undefined || own !== '1') demandSameOrigin(request, config);
}

/** A page that came by http may be anybody's on the way; behind a proxy that does not tell, https is not known here. */
function isOf(origin: string | undefined, { hosts, secure }: { hosts: readonly string[]; secure: boolean }): boolean {
  const url = URL.parse(origin ?? '');
  const schemes = secure ? ['https:'] : ['https:', 'http:'];
  return url !== null && schemes.includes(url.protocol) && hosts.includes(url.host);
}
