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
import { beginPolicy, type KeptText, textOf, withPart } from './draft.ts';
import { FaultList, faultsAt } from './faults.tsx';
import { TextField } from './fields.tsx';
import { Overtaken } from './overtaken.tsx';
import { SavePolicy } from './save-policy.tsx';
import type { SectionProps } from './section-frame.tsx';
import { isOpen, LimitsSection, WhoSection } from './sections.tsx';
import { SidePanel } from './side-panel.tsx';
import { TextView } from './text-view.tsx';
import { useDraft, useSettled } from './use-draft.ts';
import { WhatSection } from './what-section.tsx';
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

function Editor({ stored: opened, first }: EditorProps) {
  const words = useWords();
  const [stored, setStored] = useState(opened);
  const [newest, setNewest] = useState<StoredPolicyDocument | null>(null);
  const [policy, setPolicy] = useState(first);
  const [asText, setAsText] = useState(false);
  const [kept, setKept] = useState<KeptText | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const settled = useSettled(policy);
  const { data, error, isPlaceholderData } = useDraft({ definition: settled });
  const draft = settled === policy && !isPlaceholderData ? data : undefined;
  const faults = draft?.faults ?? data?.faults ?? [];
  const complete = kept === null || kept.policy !== null;
  // The text somebody wrote, right or not, as long as the form changed nothing since.
  const stands = kept !== null && (kept.policy === null || kept.policy === policy);
  const change = (next: PolicyDocument): void => {
    setPolicy(next);
    setFault(null);
  };
  const back = stored === null ? writeRoute(['policies']) : writeRoute(['policies', stored.id]);
  return (
    <>
      <div class="um-line">
        <h2>{stored === null ? words.say('editor.titleNew') : words.say('editor.title', { name: stored.name })}</h2>
        {stored === null && <span class="um-quiet">{words.say('editor.newTest')}</span>}
        <div class="um-acts">
          <a href={back}>{words.say('common.cancel')}</a>
          <SavePolicy
            policy={policy}
            stored={stored}
            disabled={!complete || isOpen(policy.criteria)}
            tell={setFault}
            overtaken={setNewest}
          />
        </div>
      </div>
      {newest !== null && (
        <Overtaken
          seen={stored}
          newest={newest}
          keepMine={() => {
            setStored(newest);
            setNewest(null);
          }}
          takeTheirs={() => {
            setStored(newest);
            setKept(null);
            change(newest.definition);
            setNewest(null);
          }}
        />
      )}
      {fault !== null && <SaveFault fault={fault} />}
      {error !== null && <FaultNotice fault={error} />}
      {!asText && <FaultList faults={faultsAt(faults, 'whole')} />}
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
          <TextView
            text={draft === undefined && !stands ? null : textOf({ policy, kept, written: draft?.text ?? null })}
            tell={(next) => {
              setKept(next);
              if (next.policy !== null) change(next.policy);
            }}
          />
        ) : (
          <Form policy={policy} change={change} fault={faults} fixed={stored !== null} />
        )}
        <SidePanel policy={policy} storedId={stored?.id ?? null} draft={data} coming={error === null} />
      </div>
    </>
  );
}

/** What is wrong with the policy itself stands where it belongs. */
function SaveFault({ fault }: { readonly fault: unknown }) {
  const words = useWords();
  if (!(fault instanceof ApiFault) || fault.code !== 'policy_invalid') return <FaultNotice fault={fault} />;
  return (
    <Notice kind="error">
      <p>{words.say('editor.faults')}</p>
    </Notice>
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
          change={(text) => change(withPart(policy, 'description', text === '' ? undefined : text))}
        />
      </section>
      <WhoSection {...section} />
      <WhatSection {...section} />
      <WhenSection {...section} />
      <LimitsSection {...section} />
    </div>
  );
}
