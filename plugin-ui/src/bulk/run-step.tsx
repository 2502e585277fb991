// The third and the fourth step: the plan of a rehearsal to look through and carry out, then the run that does so.
import type { RunDetailDocument } from '../../../sidecar/src/contract/runs.ts';
import { EntriesTable } from '../plans/entries-table.tsx';
import { Outcomes } from '../plans/outcomes.tsx';
import { PlanFigures } from '../plans/plan-figures.tsx';
import { RunControls } from '../plans/run-controls.tsx';
import { usePlan, useRun } from '../plans/run-queries.ts';
import { sayRefusal, sayStanding } from '../plans/run-words.ts';
import { StandingLozenge } from '../plans/standing-lozenge.tsx';
import { UndoRun } from '../plans/undo-run.tsx';
import { writeRoute } from '../routes.ts';
import { ExportMenu } from '../ui/export-menu.tsx';
import { Loadable, Skeleton } from '../ui/loadable.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { CarryOut } from './carry-out.tsx';
import { StepList } from './step-list.tsx';

export function RunStep({ id }: { readonly id: number }) {
  return (
    <Loadable query={useRun(id)} lines={6}>
      {(detail) =>
        detail.run.mode === 'test' ? (
          <>
            <StepList current="plan" />
            <Plan detail={detail} />
          </>
        ) : (
          <>
            <StepList current="run" />
            <Run detail={detail} />
          </>
        )
      }
    </Loadable>
  );
}

function Plan({ detail }: { readonly detail: RunDetailDocument }) {
  const words = useWords();
  const { run } = detail;
  const plan = usePlan(run);
  const number = `${run.id}`;
  return (
    <section class="um-card" aria-labelledby="um-bulk">
      <h2 id="um-bulk">{words.say('bulk.planTitle', { run: number })}</h2>
      <Failure detail={detail} />
      {plan.data === undefined ? (
        run.state !== 'finished' && (
          <>
            <p role="status">{words.say('run.noPlanYet')}</p>
            <Skeleton lines={6} />
          </>
        )
      ) : (
        <>
          <PlanFigures plan={plan.data} />
          {run.ending === 'quarantined' && (
            <Notice kind="warning">
              <div>
                {plan.data.refusals.map((refusal) => (
                  <p key={refusal.guard}>{sayRefusal(words, refusal)}</p>
                ))}
              </div>
              <a href={writeRoute(['runs', number])}>{words.say('needs.review')}</a>
            </Notice>
          )}
          <EntriesTable run={run} summary={plan.data.summary} />
          <CarryOut detail={detail} plan={plan.data} />
        </>
      )}
    </section>
  );
}

function Run({ detail }: { readonly detail: RunDetailDocument }) {
  const words = useWords();
  const { run } = detail;
  const plan = usePlan(run);
  const number = `${run.id}`;
  return (
    <section class="um-card" aria-labelledby="um-bulk">
      <h2 id="um-bulk">
        {words.say(run.state === 'finished' ? 'bulk.done' : 'bulk.running', { run: number })}{' '}
        <StandingLozenge run={run}>{words.say(sayStanding(run))}</StandingLozenge>
      </h2>
      <Failure detail={detail} />
      <Outcomes detail={detail} hrefOf={(outcome) => writeRoute(['runs', number], { outcome })} />
      <RunControls run={run} />
      <div class="um-buttons">
        <UndoRun detail={detail} />
        <a class="aui-button um-button" href={writeRoute(['runs', number])}>
          {words.say('bulk.toLog')}
        </a>
        <a class="aui-button aui-button-subtle um-button" href={writeRoute(['bulk'])}>
          {words.say('bulk.again')}
        </a>
        {run.state === 'finished' && plan.data !== undefined && (
          <ExportMenu
            items={[{ kind: 'steps', run: run.id, name: `steps-${number}`, label: words.say('export.steps') }]}
          />
        )}
      </div>
      {plan.data !== undefined && <EntriesTable run={run} summary={plan.data.summary} />}
    </section>
  );
}

function Failure({ detail: { run } }: { readonly detail: RunDetailDocument }) {
  const words = useWords();
  if (run.failure === null) return null;
  const reason = words.find(`fault.${run.failure.code}`) ?? run.failure.message;
  return (
    <Notice kind="error">
      <p>{words.say('run.failure', { reason })}</p>
    </Notice>
  );
}
