// Two sections of the editor: who is meant, and within which limits with a report to whom.
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import { hasEmptyGroup, readTree } from '../../criteria/tree.ts';
import { useWords } from '../../ui/words/words.ts';
import { withLimit, withPart } from './draft.ts';
import { CheckField, NumberField } from './fields.tsx';
import { NamesField } from './names-field.tsx';
import { ReportFields } from './report-fields.tsx';
import { SectionFrame, type SectionProps } from './section-frame.tsx';
import { TreeField } from './tree-field.tsx';

export function WhoSection({ policy, change, fault }: SectionProps) {
  const words = useWords();
  return (
    <SectionFrame section="who" fault={fault}>
      <TreeField criteria={policy.criteria} change={(criteria) => change({ ...policy, criteria })} />
      {isOpen(policy.criteria) && <p class="um-fault">{words.say('editor.whoNone')}</p>}
    </SectionFrame>
  );
}

/** Criteria with a group that has nothing in it: nothing that may be saved. */
export function isOpen(criteria: PolicyDocument['criteria']): boolean {
  return hasEmptyGroup(readTree(criteria));
}

const firstLimits = ['maxUsers', 'maxPercent', 'maxPerRun'] as const;
const moreLimits = [
  'maxPerDay',
  'maxPerMinute',
  'maxUnknownPercent',
  'maxGrowthFactor',
  'snapshotMaxAgeHours',
] as const;
const impacts = ['soleSpaceAdministrator', 'personalSpace', 'tokensInUse', 'soleEditor'] as const;

export function LimitsSection(props: SectionProps) {
  const words = useWords();
  const { policy, change, fault } = props;
  const { protect = {} } = policy;
  return (
    <SectionFrame section="limits" fault={fault}>
      <LimitFields {...props} keys={firstLimits} />
      <div class="um-fields">
        <NamesField
          label={words.say('editor.protectGroups')}
          groups
          value={protect.groups ?? []}
          change={(groups) => change({ ...policy, protect: { ...protect, groups } })}
        />
        <NamesField
          label={words.say('editor.protectUsers')}
          value={protect.users ?? []}
          change={(users) => change({ ...policy, protect: { ...protect, users } })}
        />
      </div>
      <ReportFields {...props} />
      <details class="um-more">
        <summary>{words.say('editor.moreLimits')}</summary>
        <LimitFields {...props} keys={moreLimits} />
        <Impacts {...props} />
        <div class="um-fields">
          <NumberField
            label={words.say('editor.precedence')}
            value={policy.precedence}
            change={(value) => change(withPart(policy, 'precedence', value))}
          />
          <NumberField
            label={words.say('editor.handOver')}
            value={policy.handOver?.dueDays}
            change={(value) =>
              change(withPart(policy, 'handOver', value === undefined ? undefined : { dueDays: value }))
            }
          />
        </div>
        <NamesField
          label={words.say('editor.administrators')}
          value={policy.includeAdministrators ?? []}
          change={(names) => change(withPart(policy, 'includeAdministrators', names.length === 0 ? undefined : names))}
        />
      </details>
    </SectionFrame>
  );
}

type LimitKey = (typeof firstLimits)[number] | (typeof moreLimits)[number];

function LimitFields({ policy, change, keys }: SectionProps & { readonly keys: readonly LimitKey[] }) {
  const words = useWords();
  return (
    <div class="um-fields">
      {keys.map((key) => (
        <NumberField
          key={key}
          label={words.say(`editor.${key}`)}
          value={policy.limits?.[key]}
          change={(value) => change(withLimit(policy, key, value))}
        />
      ))}
    </div>
  );
}

function Impacts({ policy, change }: SectionProps) {
  const words = useWords();
  const held = policy.limits?.holdOnImpact ?? [];
  const turn = (impact: (typeof impacts)[number], on: boolean): void => {
    const next = impacts.filter((one) => (one === impact ? on : held.includes(one)));
    change(withLimit(policy, 'holdOnImpact', next.length === 0 ? undefined : next));
  };
  return (
    <fieldset class="um-plain-set">
      <legend>{words.say('editor.holdOnImpact')}</legend>
      {impacts.map((impact) => (
        <CheckField
          key={impact}
          label={words.say(`editor.impact.${impact}`)}
          value={held.includes(impact)}
          change={(on) => turn(impact, on)}
        />
      ))}
    </fieldset>
  );
}
