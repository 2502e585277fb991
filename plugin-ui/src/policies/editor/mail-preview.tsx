// What the mails of the next run will say, as text: rendered by the sidecar from real people, and sent to nobody.
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'preact/compat';
import type { SimulatedMailsDocument } from '../../../../sidecar/src/contract/simulations.ts';
import { useApi } from '../../console.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Loadable } from '../../ui/loadable.tsx';
import { useWords } from '../../ui/words/words.ts';

export function MailPreview({ simulation }: { readonly simulation: number }) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  return (
    <>
      <Button kind="link" onPress={() => setShown(true)}>
        {words.say('mail.show')}
      </Button>
      {shown && (
        <Dialog title={words.say('mail.title')} close={() => setShown(false)}>
          <Mails simulation={simulation} />
          <div class="um-buttons um-buttons-end">
            <Button onPress={() => setShown(false)}>{words.say('common.close')}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Mails({ simulation }: { readonly simulation: number }) {
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

function Mail({ title, mail: { to, subject, text } }: MailProps) {
  const words = useWords();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p>
        <b>
          <bdi>{subject}</bdi>
        </b>
        <br />
        <span class="um-quiet">
          {to.length === 0 ? words.say('mail.toNobody') : words.say('mail.to', { names: to.join(', ') })}
        </span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard, too. */}
      <pre class="um-mail" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
