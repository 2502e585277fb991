// Whoever gives out access tokens for a mail server: an endpoint of OAuth 2 that notes what it is asked, and may refuse.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TokenServer {
  readonly url: string;
  /** The forms it was sent, in their order. */
  readonly asked: readonly URLSearchParams[];
  readonly close: () => Promise<void>;
}

/** Gives out the tokens in their order, the last one again and again; refuses where there is none. */
export async function startTokenServer(tokens: readonly string[]): Promise<TokenServer> {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      const token = tokens[Math.min(asked.length, tokens.length - 1)];
      asked.push(new URLSearchParams(body));
      response.writeHead(token === undefined ? 400 : 200, { 'content-type': 'application/json' });
      const refusal = { error: 'invalid_client', error_description: body };
      response.end(JSON.stringify(token === undefined ? refusal : { access_token: token, expires_in: 3600 }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
