// The bar of conditions: chips that read as one sentence, each with a way out, and a small form for one more.
import { useState } from 'preact/compat';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words/words.ts';
import { ChipForm } from './chip-form.tsx';
import { sayChip } from './chip-words.ts';
import type { Chip } from './chips.ts';

export interface CriteriaBarProps {
  readonly chips: readonly Chip[];
  readonly change: (chips: readonly Chip[]) => void;
}

export function CriteriaBar({ chips, change }: CriteriaBarProps) {
  const words = useWords();
  const [adding, setAdding] = useState(false);
  return (
    <section class="um-criteria" aria-label={words.say('criteria.label')}>
      <ul class="um-chips">
        {chips.length === 0 && <li class="um-quiet">{words.say('criteria.everybody')}</li>}
        {chips.map((chip, index) => {
          const condition = sayChip(words, chip);
          return (
            <li key={condition} class="um-chip">
              <span>{condition}</span>
              <button
                type="button"
                class="um-chip-out"
                aria-label={words.say('criteria.remove', { condition })}
                onClick={() => change(chips.filter((_, at) => at !== index))}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          );
        })}
        <li>
          <Button kind="subtle" expanded={adding} onPress={() => setAdding(!adding)}>
            {words.say('criteria.add')}
          </Button>
        </li>
      </ul>
      {adding && (
        <ChipForm
          add={(chip) => {
            change([...chips, chip]);
            setAdding(false);
          }}
          close={() => setAdding(false)}
        />
      )}
    </section>
  );
}
