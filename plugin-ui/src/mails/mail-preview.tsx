// A mail of one kind as it would go out now, with real data where there are any; nothing is sent.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'preact/compat';
import type { MailPreviewDocument } from '../../../sidecar/src/contract/mail-templates.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { writeRoute } from '../routes.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { MailLook } from './mail-look.tsx';
import type { TemplateKind } from './template-kinds.ts';

export interface MailPreviewProps {
  readonly kind: TemplateKind;
  /** The newest run that has such a mail where none is named. */
  readonly run?: number;
}

export function MailPreview({ kind, run }: MailPreviewProps) {
  const words = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const found = useQuery({
    queryKey: ['mail-templates', kind, run ?? 'newest'],
    queryFn: ({ signal }) =>
      api.get<MailPreviewDocument>(`/mail-templates/${kind}/preview${writeQuery({ run })}`, signal),
  });
  const subject = found.data?.subject;
  useEffect(() => {
    if (subject !== undefined) announce(words.say('mail.shown', { subject }));
  }, [subject, announce, words]);
  return (
    <section class="um-spaced" aria-label={words.say(`mail.kind.${kind}`)}>
      <Loadable query={found} lines={8}>
        {({ runId, real, attachments, ...mail }) => (
          <>
            <p class="um-hint">
              {runId === null ? (
                words.say(real ? 'mail.realData' : 'mail.madeUp')
              ) : (
                <Sentence
                  says="mail.real"
                  places={{
                    run: <a href={writeRoute(['runs', `${runId}`])}>{words.say('mails.run', { run: `${runId}` })}</a>,
                  }}
                />
              )}{' '}
              {words.say('mail.harmless')}
            </p>
            <MailLook mail={mail} />
            {attachments.length > 0 && (
              <p>{words.say('mail.attached', { files: attachments.map(({ filename }) => filename).join(', ') })}</p>
            )}
          </>
        )}
      </Loadable>
    </section>
  );
}
