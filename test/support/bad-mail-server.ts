// A real SMTP server that misbehaves when told to: hangs up or falls silent after it has the mail, encrypts, asks for a token.
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** What it does once it has the whole mail. */
export type Manner = 'takes' | 'hangs-up' | 'falls-silent' | 'says-later';

export interface BadMailServer {
  readonly port: number;
  /** Everything that arrived whole, whether it said so or not. */
  readonly mails: readonly ParsedMail[];
  readonly behave: (manner: Manner) => void;
  /** Settles once the next mail has arrived whole. */
  readonly nextMail: () => Promise<ParsedMail>;
  readonly close: () => Promise<void>;
}

export async function startBadMailServer(options: SMTPServerOptions = {}, port = 0): Promise<BadMailServer> {
  const mails: ParsedMail[] = [];
  const waiting: ((mail: ParsedMail) => void)[] = [];
  let manner: Manner = 'takes';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    ...options,
    onData: (stream, session, done) => {
      simpleParser(stream)
        .then((mail) => {
          mails.push(mail);
          for (const hear of waiting.splice(0)) hear(mail);
          if (manner === 'takes') done();
          if (manner === 'says-later') done(Object.assign(new Error('try again later'), { responseCode: 451 }));
          // Silence is left to the patience of whoever waits.
          if (manner === 'hangs-up') hangUp(server, session.id);
        })
        .catch(done);
    },
  });
  // Connections that break are what this server is for.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    behave: (next) => {
      manner = next;
    },
    nextMail: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Without a word of good-bye: the answer is lost as on a broken line. */
function hangUp(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections) {
    if (connection.id === sessionId) connection._socket.destroy();
  }
}
