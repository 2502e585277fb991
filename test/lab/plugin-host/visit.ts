// A browser's or script's visit as the plugin host sees it, and what it gets back.
import type { IncomingMessage } from 'node:http';
import { type Recognition, recognizeCaller } from '../confluence/caller.ts';
import { readCookie, SESSION_COOKIE } from '../confluence/sessions.ts';
import type { User } from '../world/model.ts';
import { isAdministrator, isSystemAdministrator } from '../world/views.ts';
import type { PluginHost } from './host.ts';

export type Visit = {
  method: string;
  /** Without context path and query. */
  path: string;
  query: URLSearchParams;
  accept: string;
  contentType: string;
  /** Cookie header as it came. */
  cookie: string | undefined;
  body: Buffer;
  user: User | null;
  administrator: boolean;
  systemAdministrator: boolean;
  /** How the caller was recognised, for what answers scripts. */
  recognition: Recognition;
  /** The session's id, where the visitor has one. */
  session: string | null;
};

export type PageAnswer = {
  status: number;
  body: string | Buffer;
  contentType: string;
  headers?: Readonly<Record<string, string>>;
};

const largestBody = 64 * 1024 * 1024;

/** Reads the whole request; the caller is recognised as for any other request of the site. */
export async function readVisit(host: PluginHost, request: IncomingMessage): Promise<Visit> {
  const { site } = host;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const recognition = recognizeCaller(site, request.headers);
  const user = recognition.kind === 'caller' ? recognition.caller.user : null;
  return {
    method: request.method ?? 'GET',
    path: url.pathname.slice(site.contextPath.length) || '/',
    query: url.searchParams,
    accept: request.headers.accept ?? '',
    contentType: request.headers['content-type'] ?? '',
    cookie: request.headers.cookie,
    body: await readAll(request),
    user,
    administrator: user !== null && isAdministrator(site.world, user),
    systemAdministrator: user !== null && isSystemAdministrator(site.world, user),
    recognition,
    session: readCookie(request.headers.cookie, SESSION_COOKIE) ?? null,
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > largestBody) throw new Error('the body is larger than the lab takes');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
