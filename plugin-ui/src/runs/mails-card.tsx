// The mails of a run, for whoever asks for them: who got which, and how they read.
import { useState } from 'preact/compat';
import { Deferred } from '../shell/deferred.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words/words.ts';

export function MailsCard({ run }: { readonly run: number }) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  return (
    <section class="um-card" aria-labelledby="um-run-mails">
      <h2 id="um-run-mails">{words.say('mails.title')}</h2>
      {shown ? (
        <Deferred from="settings" lines={3}>
          {({ RunMails }) => <RunMails run={run} />}
        </Deferred>
      ) : (
        <Button onPress={() => setShown(true)}>{words.say('mails.ofRun')}</Button>
      )}
    </section>
  );
}
