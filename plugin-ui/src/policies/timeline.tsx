// The stages of a policy on one timeline, how many people stand at each, and who they are.

import type { StageDocument } from '../../../sidecar/src/contract/policies/stages.ts';
import type { PolicyDocument } from '../../../sidecar/src/contract/policies.ts';
import type { StandingPageDocument } from '../../../sidecar/src/contract/stages.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { countAtStages } from './count-stages.ts';
import { useStandings } from './policy-queries.ts';
import { sayStage } from './policy-words.ts';

export interface TimelineProps {
  readonly policyId: string;
  readonly definition: Pick<PolicyDocument, 'stages'>;
}

export function Timeline({ policyId, definition: { stages = [] } }: TimelineProps) {
  const words = useWords();
  return (
    <section class="um-card" aria-labelledby="um-timeline">
      <h2 id="um-timeline">{words.say('policy.timeline')}</h2>
      <Loadable query={useStandings(policyId)} lines={4}>
        {(page) => (
          <>
            <Stages page={page} stages={stages} />
            <Standings page={page} />
          </>
        )}
      </Loadable>
    </section>
  );
}

function Stages({ page, stages }: { readonly page: StandingPageDocument; readonly stages: readonly StageDocument[] }) {
  const words = useWords();
  const counts = countAtStages(page);
  const says = page.nextAfter === null ? 'policy.stands' : 'policy.standsAtLeast';
  const before = counts.get(null) ?? 0;
  return (
    <ol class="um-timeline">
      {before > 0 && (
        <li>
          <b>{words.say('policy.beforeFirst')}</b>
          <div>{words.say(says, { count: before })}</div>
        </li>
      )}
      {page.stages.map(({ name, afterDays }, index) => {
        const stage = stages[index];
        return (
          <li key={name}>
            <b>{words.say('policy.day', { day: afterDays })}</b>
            <div>
              <bdi>{name}</bdi>
            </div>
            {stage !== undefined && <div class="um-quiet">{sayStage(words, stage)}</div>}
            <div>{words.say(says, { count: counts.get(name) ?? 0 })}</div>
          </li>
        );
      })}
    </ol>
  );
}

function Standings({ page }: { readonly page: StandingPageDocument }) {
  const words = useWords();
  if (page.items.length === 0) return <p class="um-quiet">{words.say('policy.nobodyStands')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard, too.
    <section class="um-scroll um-tall" tabIndex={0} aria-label={words.say('policy.standings')}>
      <table class="um-table um-compact">
        <thead>
          <tr>
            <th scope="col">{words.say('plan.user')}</th>
            <th scope="col">{words.say('policy.stage')}</th>
            <th scope="col">{words.say('policy.nextStage')}</th>
            <th scope="col">{words.say('policy.since')}</th>
          </tr>
        </thead>
        <tbody>
          {page.items.map(({ userKey, username, displayName, standing }) => (
            <tr key={userKey}>
              <th scope="row">
                <bdi class="um-name">{displayName || username}</bdi>
              </th>
              <td>
                {standing.reached === null ? words.say('policy.beforeFirst') : <bdi>{standing.reached.stage}</bdi>}
              </td>
              <td>
                <bdi>{standing.words}</bdi>
              </td>
              <td>
                <Instant at={standing.openedAt} focusable={false} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
