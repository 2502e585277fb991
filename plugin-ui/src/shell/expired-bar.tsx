// The bar of a session that ended in between: the page stays as it is, and goes on once somebody has signed in again.
import { useEffect, useState } from 'preact/compat';
import { useSession } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/words/words.ts';
import { SignInForm } from './sign-in.tsx';

export function ExpiredBar() {
  const words = useWords();
  const { kind } = useSession();
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (kind !== 'expired') setAsking(false);
  }, [kind]);
  if (kind !== 'expired') return null;
  return (
    <>
      <div class="um-notice um-notice-warning" role="alert">
        <p>{words.say('session.expired')}</p>
        <Button onPress={() => setAsking(true)}>{words.say('session.again')}</Button>
      </div>
      {asking && (
        <Dialog title={words.say('session.again')} close={() => setAsking(false)}>
          <SignInForm />
        </Dialog>
      )}
    </>
  );
}
