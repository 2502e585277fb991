// The sections of the editor: who, what, when, limits and report. Each shows the faults that belong to it.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/compat';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import { treeOf } from '../../criteria/chips.ts';
import { chipsOf } from '../../criteria/chips-of.ts';
import { CriteriaBar } from '../../criteria/criteria-bar.tsx';
import { sayCriteria } from '../../criteria/criteria-words.ts';
import { useWords } from '../../ui/words/words.ts';
import { sayWhat } from '../policy-words.ts';
import { ActionsField } from './actions-field.tsx';
import { withLimit } from './draft.ts';
import { FaultList, faultsAt, type Section } from './faults.tsx';
import { LinesField, NumberField } from './fields.tsx';

export interface SectionProps {
  readonly policy: PolicyDocument;
  readonly change: (policy: PolicyDocument) => void;
  readonly fault: unknown;
}

export interface SectionFrameProps {
  readonly section: Section;
  readonly fault: unknown;
  readonly children: ComponentChildren;
}

export function SectionFrame({ section, fault, children }: SectionFrameProps) {
  const words = useWords();
  const id = useId();
  return (
    <section class="um-card" aria-labelledby={id}>
      <h2 id={id}>{words.say(`policy.${section}`)}</h2>
      {children}
      <FaultList faults={faultsAt(fault, section)} />
    </section>
  );
}

export function WhoSection({ policy, change, fault }: SectionProps) {
  const words = useWords();
  const chips = isEverybody(policy.criteria) ? [] : chipsOf(policy.criteria);
  return (
    <SectionFrame section="who" fault={fault}>
      {chips === null ? (
        <>
          <p>{sayCriteria(words, policy.criteria)}</p>
          <p class="um-hint">{words.say('editor.whoTree')}</p>
        </>
      ) : (
        <>
          <CriteriaBar chips={chips} change={(next) => change({ ...policy, criteria: treeOf(next) ?? { all: [] } })} />
          {chips.length === 0 && <p class="um-fault">{words.say('editor.whoNone')}</p>}
        </>
      )}
    </SectionFrame>
  );
}

/** A tree without a condition: nothing that may be saved. */
export function isEverybody(criteria: PolicyDocument['criteria']): boolean {
  return 'all' in criteria && criteria.all.length === 0;
}

export function WhatSection({ policy, change, fault }: SectionProps) {
  const words = useWords();
  return (
    <SectionFrame section="what" fault={fault}>
      {policy.stages === undefined ? (
        <ActionsField actions={policy.actions ?? []} change={(actions) => change({ ...policy, actions })} />
      ) : (
        <>
          <p class="um-hint">{words.say('editor.stages')}</p>
          <p>{sayWhat(words, policy)}</p>
        </>
      )}
    </SectionFrame>
  );
}

export function LimitsSection({ policy, change, fault }: SectionProps) {
  const words = useWords();
  const { limits = {}, protect = {}, report = {} } = policy;
  return (
    <SectionFrame section="limits" fault={fault}>
      <div class="um-fields">
        {(['maxUsers', 'maxPercent', 'maxPerRun'] as const).map((key) => (
          <NumberField
            key={key}
            label={words.say(`editor.${key}`)}
            value={limits[key]}
            change={(value) => change(withLimit(policy, key, value))}
          />
        ))}
      </div>
      <div class="um-fields">
        <LinesField
          label={words.say('editor.protectGroups')}
          value={protect.groups ?? []}
          change={(groups) => change({ ...policy, protect: { ...protect, groups } })}
        />
        <LinesField
          label={words.say('editor.protectUsers')}
          value={protect.users ?? []}
          change={(users) => change({ ...policy, protect: { ...protect, users } })}
        />
      </div>
      <LinesField
        label={words.say('editor.reportTo')}
        value={report.to ?? []}
        change={(to) => change({ ...policy, report: { ...report, to } })}
      />
    </SectionFrame>
  );
}
