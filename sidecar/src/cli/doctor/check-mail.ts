// Whether the mail server lets us in: connects, greets, encrypts and signs in as for a mail, and sends none.
import { codeOfMailFault } from '../../mail/mail-fault.ts';
import { openConfiguredMailer } from '../../mail/open-configured-mailer.ts';
import type { Check } from './check.ts';
import { fault, ok, warning } from './finding.ts';

const patienceMs = 10_000;

export const checkMail: Check = {
  name: 'mail',
  title: 'Mail',
  run: async ({ config, secrets, mail }) => {
    const { smtpUrl } = secrets;
    const mailer = mail ? openConfiguredMailer(config, secrets, { timeoutMs: patienceMs }) : null;
    if (smtpUrl === null) {
      const todo = 'Set UM_SMTP_URL and UM_MAIL_FROM, so that reports reach somebody.';
      return [warning('No mail server is set: reports are only kept.', todo)];
    }
    const { protocol, host } = new URL(smtpUrl);
    if (mailer === null)
      return [ok(`Mails go by ${protocol}//${host} from ${config.mail.from}; whether it lets us in was not asked.`)];
    try {
      await mailer.verify();
      return [ok(`The mail server ${host} lets us in; nothing was sent.`)];
    } catch (error) {
      const code = codeOfMailFault(error) ?? 'unknown';
      return [fault(`The mail server ${host} does not let us in (${code}).`, sayTodo(code))];
    } finally {
      mailer.close();
    }
  },
};

/** By the codes of the library that speaks to the server. */
function sayTodo(code: string): string {
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return 'Check how UM_SMTP_URL and UM_SMTP_TOKEN_URL sign in.';
    case 'EOAUTH2':
      return 'No token was given: check UM_SMTP_TOKEN_URL and the client that asks there.';
    case 'ETLS':
      return 'The server offers no encryption, without which we do not sign in: check its port in UM_SMTP_URL, or say ?requireTLS=false there.';
    case 'ECERT':
      return 'Its certificate is not trusted here, has run out, or is for another name: name whoever signed it in NODE_EXTRA_CA_CERTS, or the right host in UM_SMTP_URL.';
    case 'EDNS':
      return 'Check the host of UM_SMTP_URL: its name is not known here.';
    case 'ETIMEDOUT':
      return 'Nobody answers there: check the port of UM_SMTP_URL and what stands between.';
    default:
      return 'Check UM_SMTP_URL and the network.';
  }
}
