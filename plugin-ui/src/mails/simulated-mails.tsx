// What the mails of a policy's next run will look like: rendered by the sidecar from real people, and sent to nobody.
import { useQuery } from '@tanstack/react-query';
import { useId } from 'preact/compat';
import type { SimulatedMailsDocument } from '../../../sidecar/src/contract/simulations.ts';
import { useApi } from '../console.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { MailLook } from './mail-look.tsx';

export function SimulatedMails({ simulation }: { readonly simulation: number }) {
  const words = useWords();
  const api = useApi();
  const mails = useQuery({
    queryKey: ['simulations', simulation, 'mails'],
    queryFn: ({ signal }) => api.get<SimulatedMailsDocument>(`/simulations/${simulation}/mails`, signal),
  });
  return (
    <Loadable query={mails} lines={8}>
      {({ report, warning }) => (
        <>
          <p class="um-hint">{words.say('mail.lead')}</p>
          {warning === null ? (
            <p>{words.say('mail.noWarning')}</p>
          ) : (
            <Mail title={words.say('mail.warning')} mail={warning} />
          )}
          <Mail title={words.say('mail.report')} mail={report} />
        </>
      )}
    </Loadable>
  );
}

interface MailProps {
  readonly title: string;
  readonly mail: SimulatedMailsDocument['report'];
}

function Mail({ title, mail: { to, ...mail } }: MailProps) {
  const words = useWords();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p class="um-quiet">
        {to.length === 0 ? words.say('mail.toNobody') : words.say('mail.to', { names: to.join(', ') })}
      </p>
      <MailLook mail={mail} />
    </section>
  );
}
