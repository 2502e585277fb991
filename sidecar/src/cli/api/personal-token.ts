// The person's own Confluence token: from a variable, a file or a prompt, never from the command line and never the service's.
import { readFileSync } from 'node:fs';
import { type Call, CommandFault } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';

/** Throws `CommandFault` with 78 where there is none. */
export async function readPersonalToken({ env, askSecret }: Pick<Call, 'env' | 'askSecret'>): Promise<string> {
  const { UM_PERSONAL_TOKEN: direct = '', UM_PERSONAL_TOKEN_FILE: file = '' } = env;
  if (direct !== '' && file !== '') {
    throw refuse('UM_PERSONAL_TOKEN and UM_PERSONAL_TOKEN_FILE are both set; allowed is one of them.');
  }
  const token =
    file === '' ? direct || (await askSecret?.('Your personal access token of Confluence: ')) : readToken(file);
  if (token === undefined || token === '') {
    throw refuse(
      'This needs you: set UM_PERSONAL_TOKEN_FILE or UM_PERSONAL_TOKEN to a personal access token of your own in Confluence, or call it in a terminal, where it asks.',
    );
  }
  if (!/^[\x21-\x7e]{1,1024}$/.test(token)) {
    throw refuse('Your personal token has characters that no token of Confluence has.');
  }
  return token;
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw refuse(`UM_PERSONAL_TOKEN_FILE names ${JSON.stringify(file)}, which cannot be read.`);
  }
}

function refuse(sentence: string): CommandFault {
  return new CommandFault(exitCodes.configuration, sentence);
}
