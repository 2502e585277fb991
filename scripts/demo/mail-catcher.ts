// A real SMTP server that keeps every mail it gets: in memory, and as files that can be opened in a browser.
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface MailCatcher {
  readonly url: string;
  readonly mails: readonly ParsedMail[];
  readonly close: () => Promise<void>;
}

export interface CatcherOptions {
  /** Default: any free one of this machine. */
  readonly port?: number;
  /** Recipients it does not know; by default it takes mails for everybody. */
  readonly refuses?: (recipient: string) => boolean;
  /** Told of each mail once it is kept, before the sender gets its answer; the answer waits for it. */
  readonly onMail?: (mail: ParsedMail) => Promise<void> | void;
}

/** Listens on this machine. Mails are written to the folder as `.html`, `.txt` and their attachments. */
export async function catchMails(
  folder: string,
  { port = 0, refuses = () => false, onMail = () => undefined }: CatcherOptions = {},
): Promise<MailCatcher> {
  await mkdir(folder, { recursive: true });
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(refuses(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
    onData: (stream, _session, done) => {
      simpleParser(stream)
        .then(async (mail) => {
          mails.push(mail);
          await keep(folder, mails.length, mail);
          await onMail(mail);
          done();
        })
        .catch(done);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function keep(folder: string, number: number, mail: ParsedMail): Promise<void> {
  const name = path.join(folder, `mail-${number}`);
  await writeFile(`${name}.html`, mail.html || '');
  await writeFile(`${name}.txt`, `${mail.subject ?? ''}\n\n${mail.text ?? ''}`);
  for (const { filename, content } of mail.attachments) {
    await writeFile(`${name}-${path.basename(filename ?? 'attachment')}`, content);
  }
}
