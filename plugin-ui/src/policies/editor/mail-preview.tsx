// A look at the mails of the next run, from the panel beside the editor.
import { useState } from 'preact/compat';
import { Deferred } from '../../shell/deferred.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
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
        <Dialog title={words.say('mail.title')} wide close={() => setShown(false)}>
          <Deferred from="settings">{({ SimulatedMails }) => <SimulatedMails simulation={simulation} />}</Deferred>
          <div class="um-buttons um-buttons-end">
            <Button onPress={() => setShown(false)}>{words.say('common.close')}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
