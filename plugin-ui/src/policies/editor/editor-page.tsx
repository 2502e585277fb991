// The editor of one policy on one page, as a form or as text, with what it means at its side.
import { useState } from 'preact/compat';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import type { StoredPolicyDocument } from '../../../../sidecar/src/contract/stored-policies.ts';
import { ApiFault } from '../../api.ts';
import { writeRoute } from '../../routes.ts';
import { Loadable } from '../../ui/loadable.tsx';
import { FaultNotice, Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words/words.ts';
import { usePolicy } from '../policy-queries.ts';
import { beginPolicy } from './draft.ts';
import { FaultList, faultsAt } from './faults.tsx';
import { TextField } from './fields.tsx';
import { SavePolicy } from './save-policy.tsx';
import { isEverybody, LimitsSection, type SectionProps, WhatSection, WhoSection } from './sections.tsx';
import { SidePanel } from './side-panel.tsx';
import { TextView } from './text-view.tsx';
import { WhenSection } from './when-section.tsx';

export function EditorPage({ id }: { readonly id: string | null }) {
  return id === null ? <NewPolicy /> : <StoredPolicy id={id} />;
}

function NewPolicy() {
  const words = useWords();
  return <Editor stored={null} first={beginPolicy(words.say('editor.firstName'), words.zone)} />;
}

function StoredPolicy({ id }: { readonly id: string }) {
  const words = useWords();
  return (
    <Loadable query={usePolicy(id)} lines={8}>
      {(stored) =>
        stored.origin.kind === 'file' ? (
          <Notice kind="information">
            <p>
              {words.say('policy.byFile', { file: stored.origin.file })}{' '}
              <a href={writeRoute(['policies', id])}>{words.say('common.back')}</a>
            </p>
          </Notice>
        ) : (
          <Editor stored={stored} first={stored.definition} />
        )
      }
    </Loadable>
  );
}

interface EditorProps {
  readonly stored: StoredPolicyDocument | null;
  readonly first: PolicyDocument;
}

function Editor({ stored, first }: EditorProps) {
  const words = useWords();
  const [policy, setPolicy] = useState(first);
  const [asText, setAsText] = useState(false);
  const [complete, setComplete] = useState(true);
  const [fault, setFault] = useState<unknown>(null);
  const details = fault instanceof ApiFault ? fault.details : [];
  const back = stored === null ? writeRoute(['policies']) : writeRoute(['policies', stored.id]);
  return (
    <>
      <div class="um-line">
        <h2>{stored === null ? words.say('editor.titleNew') : words.say('editor.title', { name: stored.name })}</h2>
        {stored === null && <span class="um-quiet">{words.say('editor.newTest')}</span>}
        <span class="um-gap" />
        <a href={back}>{words.say('common.cancel')}</a>
        <SavePolicy
          policy={policy}
          stored={stored}
          disabled={!complete || isEverybody(policy.criteria)}
          tell={setFault}
        />
      </div>
      {details.length === 0 && fault !== null && <FaultNotice fault={fault} />}
      {details.length > 0 && (
        <Notice kind="error">
          <div>
            <p>{words.say('editor.faults')}</p>
            <FaultList faults={faultsAt(fault, 'whole')} />
          </div>
        </Notice>
      )}
      <div class="um-tabs">
        {(['form', 'text'] as const).map((view) => (
          <button
            key={view}
            type="button"
            class="um-tab"
            aria-pressed={asText === (view === 'text')}
            disabled={!complete}
            onClick={() => setAsText(view === 'text')}
          >
            {words.say(`editor.${view}`)}
          </button>
        ))}
      </div>
      <div class="um-editor">
        {asText ? (
          <TextView policy={policy} change={setPolicy} tell={setComplete} faults={details} />
        ) : (
          <Form policy={policy} change={setPolicy} fault={fault} fixed={stored !== null} />
        )}
        <SidePanel policy={policy} storedId={stored?.id ?? null} />
      </div>
    </>
  );
}

function Form({ fixed, ...section }: SectionProps & { readonly fixed: boolean }) {
  const words = useWords();
  const { policy, change } = section;
  return (
    <div>
      <section class="um-card">
        <div class="um-fields">
          <TextField
            label={words.say('editor.name')}
            value={policy.name}
            change={(name) => change({ ...policy, name })}
          />
          <TextField
            label={words.say('editor.slug')}
            value={policy.policy}
            hint={words.say('editor.slugHint')}
            disabled={fixed}
            change={(slug) => change({ ...policy, policy: slug })}
          />
        </div>
        <TextField
          label={words.say('editor.description')}
          value={policy.description ?? ''}
          change={(description) => change({ ...policy, description })}
        />
      </section>
      <WhoSection {...section} />
      <WhatSection {...section} />
      <WhenSection {...section} />
      <LimitsSection {...section} />
    </div>
  );
}
