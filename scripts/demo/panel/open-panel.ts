// The demo panel over HTTP, for this machine alone: a guessed address, another host or a foreign page presses nothing.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { askLab } from './lab-control.ts';
import { contentPolicy, renderPanel } from './page.ts';
import { type PanelSite, presses, wordFailure } from './presses.ts';
import { choosePanelWords, type PanelWords } from './words.ts';

export interface Panel {
  /** With the secret in its path, and a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface PanelOptions {
  /** 0: any free one. */
  readonly port: number;
  /** The site as it is when somebody looks or presses; null while it starts. */
  readonly site: () => PanelSite | null;
}

/** Far above what any of its forms sends. */
const longestForm = 4_096;

type Answer = { readonly status: number; readonly page: string } | { readonly seeOther: string };

/** Listens on 127.0.0.1. Buttons answer with a redirect to the page, which says what happened. */
export async function openPanel({ port, site }: PanelOptions): Promise<Panel> {
  const home = `/${randomBytes(16).toString('hex')}/`;
  let told: string | null = null;

  const press = async (name: string, request: IncomingMessage): Promise<Answer> => {
    const act = presses.get(name);
    if (act === undefined) return refuse(404, 'There is nothing here.');
    if (!(Number(request.headers['content-length']) <= longestForm)) return refuse(413, 'This is none of the forms.');
    const form = new URLSearchParams(await text(request));
    const present = site();
    const words = wordsFor(request);
    told = present === null ? words.wasStarting : await tell(() => act({ site: present, form, words }), words);
    return { seeOther: home };
  };
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const refusal = judge(request, home);
    if (refusal !== null) return refusal;
    if (request.method === 'POST') return press((request.url ?? '').slice(home.length), request);
    const present = site();
    return {
      status: 200,
      page: renderPanel({ site: present, now: await readClock(present), told }, wordsFor(request)),
    };
  };

  const server = createServer((request, response) => {
    answer(request).then(
      (done) => send(response, done),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: listening } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${listening}${home}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Why this request is not served; null where it is one of the panel's own page. */
function judge({ method, url = '', headers, socket }: IncomingMessage, home: string): Answer | null {
  const { host, origin } = headers;
  // A name that somebody else's DNS points at this machine would make a foreign page the panel's own.
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${socket.localPort}`);
  if (host === undefined || !hosts.includes(host))
    return refuse(403, 'The panel goes by 127.0.0.1 and localhost only.');
  if (!url.startsWith(home)) return refuse(404, 'There is nothing here.');
  if (method === 'GET') return url === home ? null : refuse(404, 'There is nothing here.');
  if (method !== 'POST') return refuse(405, 'The panel knows GET and POST only.');
  return origin === `http://${host}` ? null : refuse(403, 'Only the panel itself presses its buttons.');
}

function refuse(status: number, page: string): Answer {
  return { status, page };
}

function wordsFor({ headers }: IncomingMessage): PanelWords {
  return choosePanelWords(headers['accept-language']);
}

async function tell(act: () => Promise<string>, words: PanelWords): Promise<string> {
  try {
    return await act();
  } catch (error) {
    return words.failed(wordFailure(error, words));
  }
}

async function readClock(site: PanelSite | null): Promise<string | null> {
  if (site === null) return null;
  const question = { method: 'GET', path: '/clock' } as const;
  return askLab<{ now: string }>(site.controlUrl, question).then(
    ({ now }) => now,
    () => null,
  );
}

function send(response: ServerResponse, answer: Answer): void {
  const headers = {
    'content-security-policy': contentPolicy,
    // Not "no-referrer": with it browsers hide the origin of a form, by which the panel knows its own.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  if ('seeOther' in answer) response.writeHead(303, { ...headers, location: answer.seeOther }).end();
  else {
    const type = answer.status === 200 ? 'text/html' : 'text/plain';
    response.writeHead(answer.status, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(answer.page);
  }
}
