// The four steps on top of the page, with the one somebody is at.
import { useWords } from '../ui/words/words.ts';

const steps = ['select', 'action', 'plan', 'run'] as const;
export type Step = (typeof steps)[number];

export function StepList({ current }: { readonly current: Step }) {
  const words = useWords();
  const at = steps.indexOf(current);
  return (
    <ol class="um-phases um-steps" aria-label={words.say('bulk.steps')}>
      {steps.map((step, index) => (
        <li
          key={step}
          class={index < at ? 'um-phase-done' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {words.say(`bulk.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
