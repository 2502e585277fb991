// Where the plugin goes and by whose right, from the environment; secrets never come from the command line.
import { readFileSync } from 'node:fs';
import { InstallFault } from './install-fault.ts';

export interface Access {
  /** Context path included, no slash at the end. */
  readonly baseUrl: string;
  readonly authorisation: string;
}

/** The sidecar's own names: `UM_CONFLUENCE_URL`, and a token or a name with its password, each secret also as `…_FILE`. */
export function readAccess(environment: Readonly<Record<string, string | undefined>>): Access {
  const baseUrl = (environment.UM_CONFLUENCE_URL ?? '').replace(/\/+$/, '');
  if (!/^https?:\/\//.test(baseUrl)) throw new InstallFault('Set UM_CONFLUENCE_URL to the address of Confluence.');
  const token = readSecret(environment, 'UM_CONFLUENCE_TOKEN');
  if (token !== '') return { baseUrl, authorisation: `Bearer ${token}` };
  const [username, password] = [
    environment.UM_CONFLUENCE_USERNAME ?? '',
    readSecret(environment, 'UM_CONFLUENCE_PASSWORD'),
  ];
  if (username === '' || password === '') {
    throw new InstallFault(
      'Set UM_CONFLUENCE_TOKEN, or UM_CONFLUENCE_USERNAME and UM_CONFLUENCE_PASSWORD, of a system administrator.',
    );
  }
  return { baseUrl, authorisation: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

function readSecret(environment: Readonly<Record<string, string | undefined>>, name: string): string {
  const file = environment[`${name}_FILE`];
  if (file === undefined) return environment[name] ?? '';
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new InstallFault(`${name}_FILE: ${file} cannot be read.`);
  }
}
