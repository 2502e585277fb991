// One run from its beginning to its report: phases, what is held and why, what became of everybody, and the way back.
import type { RunDetailDocument } from '../../../sidecar/src/contract/runs.ts';
import { EntriesTable } from '../plans/entries-table.tsx';
import { Outcomes } from '../plans/outcomes.tsx';
import { PlanFigures } from '../plans/plan-figures.tsx';
import { RunControls } from '../plans/run-controls.tsx';
import { usePlan, useRun } from '../plans/run-queries.ts';
import { isBulk, sayMode, sayPolicy, sayStanding } from '../plans/run-words.ts';
import { StandingLozenge } from '../plans/standing-lozenge.tsx';
import { UndoRun } from '../plans/undo-run.tsx';
import { usePolicies } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { ExportMenu } from '../ui/export-menu.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { DownloadCsv } from './download-csv.tsx';
import { HeldBox } from './held-box.tsx';
import { Keeping } from './keeping.tsx';
import { LeftAlone } from './left-alone.tsx';
import { MailsCard } from './mails-card.tsx';
import { Phases } from './phases.tsx';
import { sayTrigger } from './trigger-words.ts';

export interface RunPageProps {
  readonly id: number;
  /** Shows only the users who came out so. */
  readonly outcome: string | null;
  /** Shows only those who were left alone by this guard, or for this reason. */
  readonly because: string | null;
}

export function RunPage({ id, ...narrowed }: RunPageProps) {
  const words = useWords();
  return (
    <>
      <p>
        <a href={writeRoute(['runs'])}>← {words.say('run.back')}</a>
      </p>
      <Loadable query={useRun(id)} lines={6}>
        {(detail) => <Run detail={detail} {...narrowed} />}
      </Loadable>
    </>
  );
}

function Run({ detail, outcome, because }: Omit<RunPageProps, 'id'> & { readonly detail: RunDetailDocument }) {
  const words = useWords();
  const policies = usePolicies();
  const { run, held } = detail;
  const plan = usePlan(run);
  const number = `${run.id}`;
  return (
    <>
      <h2>
        {words.say('run.title', { run: number })} · <bdi>{sayPolicy(words, run.policyId, policies.data)}</bdi>
      </h2>
      <p class="um-line">
        <StandingLozenge run={run}>{words.say(sayStanding(run))}</StandingLozenge>
        <Lozenge tone={run.mode === 'live' ? 'success' : 'current'}>{sayMode(words, run.mode)}</Lozenge>
        <span>
          {sayTrigger(words, run)}, <Instant at={run.requestedAt} />
        </span>
      </p>
      <Phases run={run} />
      {run.failure !== null && (
        <Notice kind="error">
          <p>{words.say('run.failure', { reason: words.find(`fault.${run.failure.code}`) ?? run.failure.message })}</p>
        </Notice>
      )}
      {run.mode === 'test' && run.state === 'finished' && run.ending === 'completed' && (
        <p>
          {words.say('run.rehearsedOnly')}{' '}
          {run.rehearsalReason !== null && words.say(`run.because.${run.rehearsalReason}`)}
        </p>
      )}
      {isBulk(run.policyId) && run.mode === 'test' && run.ending === 'completed' && run.trigger.kind !== 'undo' && (
        <p>
          <a href={writeRoute(['bulk'], { run: run.id })}>{words.say('run.toBulk')}</a>
        </p>
      )}
      {held !== null && plan.data !== undefined && <HeldBox run={run} held={held} plan={plan.data} />}
      <RunControls run={run} />
      <section class="um-card" aria-labelledby="um-outcomes">
        <h2 id="um-outcomes">{words.say('run.outcomes')}</h2>
        {plan.data !== undefined && <PlanFigures plan={plan.data} />}
        <Outcomes
          detail={detail}
          hrefOf={(key) => writeRoute(['runs', number], { outcome: key === outcome ? undefined : key })}
        />
        <LeftAlone detail={detail} because={because} />
        <Keeping detail={detail} />
        <div class="um-buttons">
          <UndoRun detail={detail} />
          {plan.data !== undefined && (
            <ExportMenu
              items={[
                { kind: 'plans', run: run.id, name: `plan-${number}`, label: words.say('export.plan') },
                { kind: 'steps', run: run.id, name: `steps-${number}`, label: words.say('export.steps') },
              ]}
            >
              <DownloadCsv run={run} />
            </ExportMenu>
          )}
        </div>
      </section>
      {run.state === 'finished' && <MailsCard run={run.id} />}
      {plan.data === undefined ? (
        <p class="um-quiet">{words.say(run.state === 'finished' ? 'run.noPlan' : 'run.noPlanYet')}</p>
      ) : (
        <EntriesTable
          key={outcome ?? because ?? ''}
          run={run}
          summary={plan.data.summary}
          only={outcome !== null ? { outcome } : because !== null ? { because } : undefined}
        />
      )}
    </>
  );
}
