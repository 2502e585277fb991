// What a plan comes to in figures: who was meant and left out, what becomes of the licence, and what is to be known before the act.
import type { PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import { Instant } from '../ui/instant.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { sayNotesOfAll } from './note-words.ts';

export function PlanFigures({ plan }: { readonly plan: PlanDocument }) {
  const words = useWords();
  const { matched, usersRead, unknown, seats } = plan.summary;
  const [through] = seats?.keptThrough ?? [];
  const notes = sayNotesOfAll(words, plan.summary);
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
      {notes.length > 0 && (
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
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
