// The part of the composition root that is about mails: the mail server, templates, who sends, and a look before sending.
import { randomUUID } from 'node:crypto';
import { createDeliverer, type Deliverer, mailFailureOf } from '../automation/deliver.ts';
import { createLanguageFinder } from '../automation/mail-language.ts';
import { createGiveBackLinks, createKeepLinks, type LinkFor, type LinkSigners } from '../automation/personal-links.ts';
import { createPreviewer, type PreviewMail } from '../automation/preview-mail.ts';
import { createSimulationPreviewer, type PreviewSimulation } from '../automation/preview-simulation.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { LinkPurpose } from '../domain/personal-link.ts';
import { keepLinkEndsAt } from '../domain/stage/keep.ts';
import type { Log } from '../log.ts';
import type { Mailer } from '../mail/mailer.ts';
import { type OwnTemplates, openTemplates } from '../mail/open-templates.ts';
import { type MailToRender, renderMail } from '../mail/render-mail.ts';
import { renderSamples } from '../mail/samples.ts';
import type { TemplateKind } from '../mail/templates.ts';
import type { Store } from '../store/store.ts';

export interface MailsInput {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Null where no mail server is configured. */
  readonly mailer: Mailer | null;
  readonly linkSigners: LinkSigners;
}

export interface Mails {
  readonly deliverer: Deliverer;
  readonly mailTemplates: OwnTemplates['look'];
  readonly previewMail: PreviewMail;
  /** Hands one plain mail to the mail server now; the code of what stood in the way, or null where it was taken. */
  readonly sendTestMail: (to: string) => Promise<string | null>;
  readonly previewSimulation: PreviewSimulation;
}

const words =
  'User management for Confluence can send mails. Somebody signed in to its console asked for this one, to see whether it arrives. Nothing was changed.';
const testMail = {
  subject: 'User management: test mail',
  text: `${words}\n`,
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test mail</title></head><body><p>${words}</p></body></html>`,
};

/** Own templates are tried once at the start, and again whenever their file has changed. */
export async function openMails({ config, store, clock, log, mailer, linkSigners }: MailsInput): Promise<Mails> {
  const { publicUrl, timeZone, mail: settings } = config;
  const { language, templatesDir: folder } = settings;
  const templates = openTemplates({
    folder,
    onFault: (state) => log.error({ ...state }, 'a mail template is broken, the built-in one is used'),
  });
  await templates.look();
  const languageFor = createLanguageFinder({ store, field: settings.languageField, otherwise: language });
  const keepLink = createKeepLinks({ store, signers: linkSigners, publicUrl });
  const giveBackLink = createGiveBackLinks({ signers: linkSigners, publicUrl });
  /** Whoever looks at a mail beforehand must not get the rights it gives. */
  const shownLink =
    (purpose: LinkPurpose): LinkFor =>
    async (_user, _report, { sentAt }) =>
      publicUrl === null ? null : { url: `${publicUrl}/${purpose}/preview`, endsAt: keepLinkEndsAt(sentAt) };
  const renderWith =
    (links: { readonly keepLink: LinkFor; readonly giveBackLink: LinkFor }) => async (mail: MailToRender) => {
      await templates.look();
      return renderMail(mail, { publicUrl, timeZone, languageFor, templates, sentAt: clock.now(), ...links });
    };
  const shown = { keepLink: shownLink('keep'), giveBackLink: shownLink('give-back') };
  const renderSample = async (kind: TemplateKind) => {
    await templates.look();
    const [sample] = await renderSamples(kind, { templates, language, publicUrl });
    if (sample === undefined) throw new Error('there is a sample of every kind');
    return sample;
  };
  return {
    deliverer: createDeliverer({
      store,
      clock,
      log,
      mailer,
      mailsPerMinute: settings.perMinute,
      reportsDir: settings.reportsDir,
      render: renderWith({ keepLink, giveBackLink }),
    }),
    mailTemplates: templates.look,
    sendTestMail: async (to) => {
      if (mailer === null) return 'mail_off';
      try {
        await mailer.send({ to, reference: `test-${randomUUID()}`, ...testMail, attachments: [] });
        return null;
      } catch (error) {
        log.warn({ err: error }, 'test mail not sent');
        return mailFailureOf(error);
      }
    },
    previewMail: createPreviewer({ store, render: renderWith(shown), renderSample }),
    previewSimulation: createSimulationPreviewer({
      store,
      clock,
      hostUrl: config.confluence.url,
      render: renderWith(shown),
    }),
  };
}
