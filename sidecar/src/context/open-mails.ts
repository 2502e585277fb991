// The part of the composition root that is about mails: the mail server, templates, who sends, and a look before sending.
import { createDeliverer, type Deliverer } from '../automation/deliver.ts';
import type { MailGround } from '../automation/gather-mail.ts';
import { createKeepLinks, type LinkFor, type LinkKeys } from '../automation/personal-links.ts';
import { createPreviewer, type PreviewMail } from '../automation/preview-mail.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Mailer } from '../mail/mailer.ts';
import { type OwnTemplates, openTemplates } from '../mail/open-templates.ts';
import { renderMail } from '../mail/render-mail.ts';
import { renderSamples } from '../mail/samples.ts';
import type { TemplateKind } from '../mail/templates.ts';
import type { StoredMail } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

export interface MailsInput {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Null where no mail server is configured. */
  readonly mailer: Mailer | null;
  readonly linkKeys: LinkKeys;
}

export interface Mails {
  readonly deliverer: Deliverer;
  readonly mailTemplates: OwnTemplates['look'];
  readonly previewMail: PreviewMail;
}

/** Own templates are tried once at the start, and again whenever their file has changed. */
export async function openMails({ config, store, clock, log, mailer, linkKeys }: MailsInput): Promise<Mails> {
  const { publicUrl, timeZone, mail: settings } = config;
  const { language, templatesDir: folder } = settings;
  const templates = openTemplates({
    folder,
    onFault: (state) => log.error({ ...state }, 'a mail template is broken, the built-in one is used'),
  });
  await templates.look();
  const keepLink = createKeepLinks({ store, keys: linkKeys, publicUrl, language });
  /** Whoever looks at a mail beforehand must not get the rights it gives. */
  const shownLink: LinkFor = async (_user, _report, sentAt) =>
    publicUrl === null ? null : { url: `${publicUrl}/keep/preview`, endsAt: sentAt };
  const renderWith =
    (links: LinkFor) => async (mail: Pick<StoredMail, 'kind' | 'to' | 'runId'>, ground: MailGround) => {
      await templates.look();
      return renderMail(
        { ...ground, mail, sentAt: clock.now() },
        { publicUrl, timeZone, language, templates, keepLink: links },
      );
    };
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
      render: renderWith(keepLink),
    }),
    mailTemplates: templates.look,
    previewMail: createPreviewer({ store, render: renderWith(shownLink), renderSample }),
  };
}
