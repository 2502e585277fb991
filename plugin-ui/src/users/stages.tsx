// Where one user stands on the timelines of staged policies, and when the next stage may come.
import type { UserDetailDocument } from '../../../sidecar/src/contract/users.ts';
import { sayPolicy } from '../plans/run-words.ts';
import { usePolicies } from '../queries.ts';
import { Instant } from '../ui/instant.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';

export function Stages({ stages }: Pick<UserDetailDocument, 'stages'>) {
  const words = useWords();
  const policies = usePolicies();
  if (stages.length === 0) return null;
  return (
    <>
      <h3>{words.say('drawer.stage')}</h3>
      <ul class="um-plain">
        {stages.map(({ policyId, reached, next }) => (
          <li key={policyId}>
            <bdi>{sayPolicy(words, policyId, policies.data)}</bdi>:{' '}
            {reached === null ? (
              words.say('drawer.stageNone')
            ) : (
              <Sentence
                says="drawer.stageReached"
                values={{ stage: reached.stage }}
                places={{ when: <Instant at={reached.at} /> }}
              />
            )}{' '}
            {next.stage !== null && next.dueAt !== null && (
              <Sentence
                says="drawer.stageNext"
                values={{ stage: next.stage }}
                places={{ when: <Instant at={next.dueAt} /> }}
              />
            )}
            {next.kind === 'due' && next.stage !== null && words.say('drawer.stageDue', { stage: next.stage })}
            {next.kind === 'held' && words.say('drawer.stageHeld')}
            {next.kind === 'ended' && words.say('drawer.stageEnded')}
          </li>
        ))}
      </ul>
    </>
  );
}
