// A request from an address of this machine's own choosing, with a host of its own choosing: as from a browser elsewhere.
import { request as open } from 'node:http';

export interface Wish {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** An address of the loopback interface. */
  readonly from?: string;
}

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it comes in. */
  readonly pieces: AsyncIterator<string>;
  readonly text: () => Promise<string>;
}

export function askFrom({ url, method = 'GET', headers = {}, body = '', from = '127.0.0.1' }: Wish): Promise<Got> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    // The path stands as it was written: a parsed address would have been tidied.
    const path = url.slice(url.indexOf('/', url.indexOf('://') + 3));
    const length = { 'content-length': Buffer.byteLength(body) };
    const request = open({ hostname, port, path, method, localAddress: from, headers: { ...headers, ...length } });
    request.on('error', reject);
    request.on('response', (answer) => {
      answer.setEncoding('utf8');
      const pieces = (answer as AsyncIterable<string>)[Symbol.asyncIterator]();
      const text = async (): Promise<string> => {
        const { value, done } = await pieces.next();
        return done === true ? '' : value + (await text());
      };
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, pieces, text });
    });
    request.end(body);
  });
}
