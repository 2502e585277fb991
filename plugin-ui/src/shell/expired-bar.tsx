// The bar of a session that ended in between: the page stays as it is, and goes on once somebody has signed in again.
import { useEffect, useState } from 'preact/compat';
import { useConsole, useSession } from '../console.ts';
import { resume, signIn } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { CredentialsForm } from './sign-in.tsx';

export function ExpiredBar() {
  const words = useWords();
  const door = useConsole();
  const { kind } = useSession();
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => {
    if (kind === 'expired') return;
    setAsking(false);
    setFault(null);
  }, [kind]);
  if (kind !== 'expired') return null;
  // Somebody may have signed in again in another tab, or to Confluence itself: then nothing need be typed here.
  const again = async (): Promise<void> => {
    try {
      await resume(door);
      setAsking(door.place.kind === 'stand-alone' && door.session.state().kind === 'expired');
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <>
      <div class="um-notice um-notice-warning" role="alert">
        <p>{words.say('session.expired')}</p>
        <Button onPress={() => void again()}>{words.say('session.again')}</Button>
      </div>
      {fault !== null && <FaultNotice fault={fault} />}
      {asking && (
        <Dialog title={words.say('session.again')} close={() => setAsking(false)}>
          <CredentialsForm give={signIn} />
        </Dialog>
      )}
    </>
  );
}
