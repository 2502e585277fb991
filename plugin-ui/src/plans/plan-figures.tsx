// What a plan comes to in figures: who was meant, who was left out, and what becomes of the licence.
import type { PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import { Instant } from '../ui/instant.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';

export function PlanFigures({ plan }: { readonly plan: PlanDocument }) {
  const words = useWords();
  const { matched, usersRead, unknown, seats } = plan.summary;
  const [through] = seats?.keptThrough ?? [];
  return (
    <div class="um-plan-figures">
      <p>
        <b>{words.say('run.matched', { count: matched, total: usersRead })}</b>{' '}
        {unknown > 0 && words.say('run.leftOut', { count: unknown })}
      </p>
      {seats != null && seats.freed + seats.kept + seats.unknown > 0 && (
        <p>
          {words.say('plan.seatsFreed', { count: seats.freed })}{' '}
          {seats.kept > 0 &&
            through?.group != null &&
            words.say('plan.seatsKept', { count: seats.kept, group: through.group })}{' '}
          {seats.unknown > 0 && words.say('plan.seatsUnknown', { count: seats.unknown })}
        </p>
      )}
      <p class="um-quiet">
        <Sentence
          says="plan.snapshot"
          values={{ snapshot: `${plan.snapshotId}` }}
          places={{ when: <Instant at={plan.madeAt} /> }}
        />
      </p>
    </div>
  );
}
