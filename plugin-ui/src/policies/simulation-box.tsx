// Whom a policy would mean now: asked on demand, kept in the address, and held against the last run.
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import type { SimulationDocument } from '../../../sidecar/src/contract/simulations.ts';
import { useMay } from '../console.ts';
import { sayRefusal } from '../plans/run-words.ts';
import { goTo, writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { DiffView } from './diff-view.tsx';
import { useSimulate, useSimulation } from './policy-queries.ts';

export interface SimulationBoxProps {
  readonly policyId: string;
  readonly lastRun: RunDocument | null;
  readonly simulation: number | null;
}

export function SimulationBox({ policyId, lastRun, simulation }: SimulationBoxProps) {
  const words = useWords();
  const may = useMay('operator');
  const simulate = useSimulate();
  const shown = useSimulation(simulation);
  const make = (): void =>
    simulate.mutate(
      { policy: policyId },
      { onSuccess: ({ id }) => goTo(writeRoute(['policies', policyId], { simulation: id })) },
    );
  return (
    <section class="um-card" aria-labelledby="um-simulation">
      <h2 id="um-simulation">{words.say('simulation.title')}</h2>
      {simulation === null ? (
        <p class="um-quiet">{words.say('simulation.lead')}</p>
      ) : (
        <Loadable query={shown} lines={3}>
          {(made) => (
            <>
              <SimulationFigures simulation={made} />
              <h3>{words.say('diff.title')}</h3>
              {lastRun === null ? (
                <p class="um-quiet">{words.say('diff.noRun')}</p>
              ) : (
                <DiffView left={`last-run:${policyId}`} right={`simulation:${made.id}`} />
              )}
            </>
          )}
        </Loadable>
      )}
      {simulate.error !== null && <FaultNotice fault={simulate.error} />}
      {may && (
        <div class="um-buttons">
          <Button kind={simulation === null ? 'primary' : 'subtle'} busy={simulate.isPending} onPress={make}>
            {words.say(simulation === null ? 'simulation.make' : 'simulation.again')}
          </Button>
        </div>
      )}
    </section>
  );
}

type Made = Pick<SimulationDocument, 'summary' | 'refusals'>;

export function SimulationFigures({ simulation: { summary, refusals } }: { readonly simulation: Made }) {
  const words = useWords();
  const rest = (['refused', 'already', 'unsupported'] as const).filter((kind) => summary[kind] > 0);
  return (
    <div aria-live="polite">
      <p>
        <b class="um-figure">{words.say('simulation.planned', { count: summary.planned })}</b>
      </p>
      <p>
        {words.say('run.matched', { count: summary.matched, total: summary.usersRead })}{' '}
        {summary.unknown > 0 && words.say('run.leftOut', { count: summary.unknown })}
      </p>
      {rest.length > 0 && (
        <ul class="um-plain um-tight">
          {rest.map((kind) => (
            <li key={kind}>{words.say(`simulation.${kind}`, { count: summary[kind] })}</li>
          ))}
        </ul>
      )}
      {refusals.map((refusal) => (
        <Notice key={refusal.guard} kind="warning">
          <p>{words.say('simulation.held', { reason: sayRefusal(words, refusal) })}</p>
        </Notice>
      ))}
    </div>
  );
}
