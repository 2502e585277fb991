// The frame of a section of the editor, with the faults that belong to it.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/compat';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import type { ApiFault } from '../../api.ts';
import { useWords } from '../../ui/words/words.ts';
import { FaultList, faultsAt, type Section } from './faults.tsx';

export interface SectionProps {
  readonly policy: PolicyDocument;
  readonly change: (policy: PolicyDocument) => void;
  readonly fault: ApiFault['details'];
}

export interface SectionFrameProps {
  readonly section: Section;
  readonly fault: ApiFault['details'];
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
