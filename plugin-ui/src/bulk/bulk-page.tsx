// A bulk action in four steps: who, what, the plan user by user, and the run. The address holds each step, so that back,
// forward and a new sign-in lose nothing.
import { readChips, writeChips } from '../criteria/chips.ts';
import { actionKinds } from '../plans/action-kinds.ts';
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
  const kind = actionKinds.find((one) => one === parameters.get('kind'));
  if (parameters.get('step') === 'action' && chips.length > 0) {
    return (
      <>
        <StepList current="action" />
        <ActionStep
          chips={chips}
          kind={kind ?? 'disable'}
          choose={(next) => goTo(writeRoute(['bulk'], { q, step: 'action', kind: next }), { replace: true })}
          back={writeRoute(['bulk'], { q, kind })}
        />
      </>
    );
  }
  return (
    <>
      <StepList current="select" />
      <SelectStep
        chips={chips}
        change={(next) => goTo(writeRoute(['bulk'], { q: writeChips(next), kind }), { replace: true })}
        next={writeRoute(['bulk'], { q, step: 'action', kind })}
      />
    </>
  );
}
