// One policy: what it says in words, when it comes next, who stands where, whom it would mean now, and its runs.
import type { StoredPolicyDocument } from '../../../sidecar/src/contract/stored-policies.ts';
import { useMay } from '../console.ts';
import { writeRoute } from '../routes.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Notice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { ExportButton } from './files/export-button.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { NextRuns } from './next-runs.tsx';
import { PolicyInWords } from './policy-in-words.tsx';
import { PolicyLozenges } from './policy-lozenges.tsx';
import { usePolicy } from './policy-queries.ts';
import { PolicyRuns } from './policy-runs.tsx';
import { RunTest } from './run-test.tsx';
import { SimulatedPeople } from './simulated-people.tsx';
import { SimulationBox } from './simulation-box.tsx';
import { Timeline } from './timeline.tsx';

export interface PolicyPageProps {
  readonly id: string;
  /** Shows this simulation instead of none. */
  readonly simulation: number | null;
}

export function PolicyPage({ id, simulation }: PolicyPageProps) {
  const words = useWords();
  return (
    <>
      <p>
        <a href={writeRoute(['policies'])}>← {words.say('policy.back')}</a>
      </p>
      <Loadable query={usePolicy(id)} lines={6}>
        {(policy) => <Whole policy={policy} simulation={simulation} />}
      </Loadable>
    </>
  );
}

interface WholeProps {
  readonly policy: StoredPolicyDocument;
  readonly simulation: number | null;
}

function Whole({ policy, simulation }: WholeProps) {
  const { id, definition, lastRun } = policy;
  return (
    <>
      <Head policy={policy} />
      <div class="um-policy">
        <div>
          <PolicyInWords definition={definition} />
          <NextRuns policyId={id} />
        </div>
        <SimulationBox policyId={id} lastRun={lastRun} simulation={simulation} />
      </div>
      {simulation !== null && <SimulatedPeople id={simulation} />}
      {definition.stages !== undefined && <Timeline policyId={id} definition={definition} />}
      <PolicyRuns policyId={id} />
    </>
  );
}

function Head({ policy }: { readonly policy: StoredPolicyDocument }) {
  const words = useWords();
  const may = useMay('administrator');
  const { id, name, origin, version, updatedAt } = policy;
  const byFile = origin.kind === 'file';
  return (
    <>
      <div class="um-line">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <PolicyLozenges policy={policy} />
        <span class="um-quiet">
          {byFile ? (
            <Sentence
              says="policy.version"
              values={{ version: `${version}` }}
              places={{ when: <Instant at={updatedAt} /> }}
            />
          ) : (
            <Sentence
              says="policy.byPerson"
              values={{ version: `${version}`, name: origin.by }}
              places={{ when: <Instant at={updatedAt} /> }}
            />
          )}
        </span>
        <div class="um-acts">
          <ExportButton id={id} />
          <RunTest policyId={id} />
          {may && !byFile && (
            <a class="aui-button um-button" href={writeRoute(['policies', id, 'edit'])}>
              {words.say('policy.edit')}
            </a>
          )}
          <ModeSwitch policy={policy} />
        </div>
      </div>
      {byFile && (
        <Notice kind="information">
          <p>{words.say('policy.byFile', { file: origin.file })}</p>
        </Notice>
      )}
      {policy.missing !== null && policy.missing.length > 0 && (
        <Notice kind="warning">
          <p>{words.say('policy.missing')}</p>
          <ul>
            {policy.missing.map(({ code, message }) => (
              <li key={code}>{words.find(`fault.${code}`) ?? message}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
