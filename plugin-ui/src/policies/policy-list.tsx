// All policies, each as a sentence with its mode, its next run and how its last runs came out.
import type { PolicyListDocument } from '../../../sidecar/src/contract/stored-policies.ts';
import { useMay } from '../console.ts';
import { usePolicies } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable, Skeleton } from '../ui/loadable.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { ExportButton } from './files/export-button.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { PolicyLozenges } from './policy-lozenges.tsx';
import { usePolicy } from './policy-queries.ts';
import { sayPolicyWhole } from './policy-words.ts';
import { RecentRuns } from './recent-runs.tsx';
import { RunTest } from './run-test.tsx';

export type PolicyLine = PolicyListDocument['items'][number];

const newAddress = writeRoute(['policies'], { new: 1 });
const importAddress = writeRoute(['policies'], { import: 1 });

export function PolicyList() {
  const words = useWords();
  const may = useMay('administrator');
  const policies = usePolicies();
  return (
    <Loadable query={policies} lines={6}>
      {({ items }) =>
        items.length === 0 ? (
          <div class="um-empty">
            <p>{words.say('policies.none')}</p>
            {may && (
              <div class="um-buttons">
                <a class="aui-button aui-button-primary um-button" href={newAddress}>
                  {words.say('policies.firstNew')}
                </a>
                <a class="aui-button aui-button-subtle um-button" href={importAddress}>
                  {words.say('policies.import')}
                </a>
              </div>
            )}
          </div>
        ) : (
          <>
            <div class="um-line">
              <span class="um-quiet">{words.say('policies.lead')}</span>
              <div class="um-acts">
                <ExportButton />
                {may && (
                  <>
                    <a class="aui-button aui-button-subtle um-button" href={importAddress}>
                      {words.say('policies.import')}
                    </a>
                    <a class="aui-button um-button" href={newAddress}>
                      {words.say('policies.new')}
                    </a>
                  </>
                )}
              </div>
            </div>
            <ul class="um-plain um-policies">
              {items.map((line) => (
                <li key={line.id} class="um-card">
                  <Line line={line} />
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Loadable>
  );
}

function Line({ line }: { readonly line: PolicyLine }) {
  const words = useWords();
  const { data } = usePolicy(line.id);
  return (
    <>
      <div class="um-line">
        <h2>
          <a href={writeRoute(['policies', line.id])}>
            <bdi>{line.name}</bdi>
          </a>
        </h2>
        <PolicyLozenges policy={line} />
      </div>
      {data === undefined ? <Skeleton lines={1} /> : <p>{sayPolicyWhole(words, data.definition)}</p>}
      <div class="um-line um-quiet">
        <NextAndLast line={line} />
        <RecentRuns policyId={line.id} />
        <div class="um-acts">
          <RunTest policyId={line.id} />
          <ModeSwitch policy={line} />
        </div>
      </div>
    </>
  );
}

function NextAndLast({ line: { nextRun, lastRun } }: { readonly line: PolicyLine }) {
  const words = useWords();
  return (
    <>
      <span>
        {nextRun === null ? (
          words.say('policies.nextNone')
        ) : (
          <Sentence says="policies.next" places={{ when: <Instant at={nextRun.instant} /> }} />
        )}
      </span>
      <span>
        {lastRun === null ? (
          words.say('policies.lastNone')
        ) : (
          <Sentence says="policies.last" places={{ when: <Instant at={lastRun.requestedAt} /> }} />
        )}
      </span>
    </>
  );
}
