// Where the sidecar's API is: as the command line says, or where the configuration has it listen on this machine.
import { isIP } from 'node:net';
import { type Call, CommandFault, type Flag } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';

export const urlFlag: Flag = {
  name: 'url',
  value: 'URL',
  about: 'the sidecar, as https://…/user-management; else where UM_LISTEN and UM_BASE_PATH say',
};

/** The address up to `/api/v1`. Throws `CommandFault` for one to which a token must not be sent. */
export function findAddress({ flags, env }: Pick<Call, 'flags' | 'env'>): string {
  const given = flags.get('url');
  const url = typeof given === 'string' ? readUrl(given) : new URL(ownAddress(env));
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
    throw refuse(`--url ${url.origin} would carry your token unencrypted over the network; use its https address.`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/api/v1`;
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw refuse('--url needs an http:// or https:// address without username and password.');
  }
  return url;
}

function ownAddress({ UM_LISTEN = '', UM_BASE_PATH = '' }: Call['env']): string {
  const [, host = '127.0.0.1', port = '8390'] = /^(.+):(\d+)$/.exec(UM_LISTEN) ?? [];
  const everywhere = host === '0.0.0.0' || host === '[::]' || host === '::';
  const named = isIP(host) === 6 ? `[${host}]` : host;
  return `http://${everywhere ? '127.0.0.1' : named}:${port}${UM_BASE_PATH || '/user-management'}`;
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function refuse(sentence: string): CommandFault {
  return new CommandFault(exitCodes.usage, sentence);
}
