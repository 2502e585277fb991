// What a policy says: when, who, what happens, and what keeps it within bounds.
import type { PolicyDocument } from '../../../sidecar/src/contract/policies.ts';
import { sayCriteria } from '../criteria/criteria-words.ts';
import { useWords, type Words } from '../ui/words/words.ts';
import { sayWhat, sayWhen } from './policy-words.ts';

export function PolicyInWords({ definition }: { readonly definition: PolicyDocument }) {
  const words = useWords();
  const limits = sayLimits(words, definition);
  return (
    <section class="um-card" aria-label={words.say('policy.what')}>
      {definition.description !== undefined && <p class="um-quiet">{definition.description}</p>}
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

function sayLimits(words: Words, { limits = {}, protect = {}, report = {} }: PolicyDocument): readonly string[] {
  const { maxUsers, maxPercent, maxPerRun, maxPerDay } = limits;
  const names = [...(protect.users ?? []), ...(protect.groups ?? [])];
  const to = report.to ?? [];
  return [
    maxUsers === undefined ? null : words.say('policy.maxUsers', { count: maxUsers }),
    maxPercent === undefined ? null : words.say('policy.maxPercent', { share: words.percent(maxPercent / 100) }),
    maxPerRun === undefined ? null : words.say('policy.maxPerRun', { count: maxPerRun }),
    maxPerDay === undefined ? null : words.say('policy.maxPerDay', { count: maxPerDay }),
    names.length === 0 ? null : words.say('policy.protected', { names: names.join(', ') }),
    to.length === 0 ? null : words.say('policy.reportTo', { names: to.join(', ') }),
  ].filter((limit) => limit !== null);
}
