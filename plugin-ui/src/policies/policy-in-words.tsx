// What a policy says: when, who, what happens, and what keeps it within bounds.
import type { PolicyDocument } from '../../../sidecar/src/contract/policies.ts';
import { sayCriteria } from '../criteria/criteria-words.ts';
import { useWords } from '../ui/words/words.ts';
import { sayLimits, sayWhat, sayWhen } from './policy-words.ts';

export function PolicyInWords({ definition }: { readonly definition: PolicyDocument }) {
  const words = useWords();
  const limits = sayLimits(words, definition);
  return (
    <section class="um-card" aria-label={words.say('policy.what')}>
      {definition.description !== undefined && (
        <p class="um-quiet">
          <bdi>{definition.description}</bdi>
        </p>
      )}
      <dl class="um-pairs">
        <dt>{words.say('policy.who')}</dt>
        <dd>{sayCriteria(words, definition.criteria)}</dd>
        <dt>{words.say('policy.what')}</dt>
        <dd>{sayWhat(words, definition)}</dd>
        <dt>{words.say('policy.when')}</dt>
        <dd>{sayWhen(words, definition)}</dd>
        <dt>{words.say('policy.limits')}</dt>
        <dd>
          {limits.length === 0 ? (
            words.say('common.none')
          ) : (
            <ul class="um-plain um-tight">
              {limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </section>
  );
}
