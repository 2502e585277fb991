// Asks for credentials once more, where a session alone is not enough; what was wished for then happens by itself.
import { useConsole, useProofWanted } from '../console.ts';
import { prove } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/words/words.ts';
import { CredentialsForm } from './sign-in.tsx';

export function ProofDialog() {
  const words = useWords();
  const { session } = useConsole();
  const wanted = useProofWanted();
  if (!wanted) return null;
  const close = (): void => session.settleProof(false);
  return (
    <Dialog title={words.say('proof.title')} close={close}>
      <p>{words.say('proof.lead')}</p>
      <CredentialsForm give={prove} />
      <Button kind="link" onPress={close}>
        {words.say('common.cancel')}
      </Button>
    </Dialog>
  );
}
