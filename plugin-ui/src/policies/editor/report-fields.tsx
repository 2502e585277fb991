// Who hears of a policy's runs, and of which.
import { useWords } from '../../ui/words/words.ts';
import { withReport } from './draft.ts';
import { ChoiceField } from './fields.tsx';
import { NamesField } from './names-field.tsx';
import type { SectionProps } from './section-frame.tsx';

const recipients = ['to', 'users', 'groups'] as const;
const occasions = ['always', 'on-change', 'on-trouble', 'weekly'] as const;

export function ReportFields({ policy, change }: Omit<SectionProps, 'fault'>) {
  const words = useWords();
  const { report = {} } = policy;
  return (
    <div class="um-fields">
      {recipients.map((key) => (
        <NamesField
          key={key}
          label={words.say(`editor.report.${key}`)}
          groups={key === 'groups'}
          value={report[key] ?? []}
          change={(names) => change(withReport(policy, key, names))}
        />
      ))}
      <ChoiceField
        label={words.say('editor.report.when')}
        value={report.when ?? 'always'}
        options={occasions.map((value) => ({ value, label: words.say(`editor.report.when.${value}`) }))}
        change={(when) => change(withReport(policy, 'when', when === 'always' ? undefined : when))}
      />
    </div>
  );
}
