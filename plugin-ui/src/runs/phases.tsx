// Where a run stands: its phases in their order, those behind it, the one it is in, and those to come.
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { useWords } from '../ui/words/words.ts';

const whole = ['requested', 'reading', 'planning', 'executing', 'verifying', 'reporting', 'finished'] as const;
/** What is held or fails is not carried out. */
const broken: (typeof whole)[number][] = ['executing', 'verifying'];

export function Phases({ run }: { readonly run: RunDocument }) {
  const words = useWords();
  const held = run.ending === 'quarantined';
  const order = held ? whole.filter((state) => !broken.includes(state)) : whole;
  const at = order.indexOf(run.state);
  return (
    <ol class="um-phases" aria-label={words.say('run.phases')}>
      {order.map((state, index) => (
        <li
          key={state}
          class={index < at || run.state === 'finished' ? 'um-phase-done' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {words.say(`run.state.${state}`)}
        </li>
      ))}
    </ol>
  );
}
