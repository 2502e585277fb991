// Whether a policy only tells or acts, and whether its last run waits for a person.
import type { StoredPolicyDocument } from '../../../sidecar/src/contract/stored-policies.ts';
import { writeRoute } from '../routes.ts';
import { Lozenge } from '../ui/lozenge.tsx';
import { useWords } from '../ui/words/words.ts';

export function PolicyLozenges({
  policy: { mode, lastRun },
}: {
  readonly policy: Pick<StoredPolicyDocument, 'mode' | 'lastRun'>;
}) {
  const words = useWords();
  return (
    <>
      <Lozenge tone={mode === 'live' ? 'success' : 'current'}>{words.say(`policies.${mode}`)}</Lozenge>
      {lastRun?.ending === 'quarantined' && (
        <>
          <Lozenge tone="warning">{words.say('policies.held')}</Lozenge>
          <a href={writeRoute(['runs', `${lastRun.id}`])}>{words.say('policies.toHeld', { run: `${lastRun.id}` })}</a>
        </>
      )}
    </>
  );
}
