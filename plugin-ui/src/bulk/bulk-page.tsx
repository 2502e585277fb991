// A bulk action in four steps: who, what, the plan user by user, and the run. The address holds each step, so that back,
// forward and a new sign-in lose nothing.
import { readChips, writeChips } from '../criteria/chips.ts';
import { goTo, type Route, writeRoute } from '../routes.ts';
import { ActionStep } from './action-step.tsx';
import { RunStep } from './run-step.tsx';
import { SelectStep } from './select-step.tsx';
import { StepList } from './step-list.tsx';

export function BulkPage({ route: { parameters } }: { readonly route: Route }) {
  const run = Number(parameters.get('run'));
  if (Number.isSafeInteger(run) && run > 0) return <RunStep key={run} id={run} />;
  const chips = readChips(parameters.get('q'));
  const q = writeChips(chips);
  if (parameters.get('step') === 'action' && chips.length > 0) {
    return (
      <>
        <StepList current="action" />
        <ActionStep chips={chips} back={writeRoute(['bulk'], { q })} />
      </>
    );
  }
  return (
    <>
      <StepList current="select" />
      <SelectStep
        chips={chips}
        change={(next) => goTo(writeRoute(['bulk'], { q: writeChips(next) }), { replace: true })}
        next={writeRoute(['bulk'], { q, step: 'action' })}
      />
    </>
  );
}
