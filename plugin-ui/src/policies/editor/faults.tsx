// What the sidecar found wrong with a policy, at the part of the page it belongs to.
import type { ApiFault } from '../../api.ts';
import { Said } from '../../ui/said.tsx';
import { useWords } from '../../ui/words/words.ts';

/** The parts of a policy that each section of the editor holds. */
export const sectionParts = {
  who: ['criteria'],
  what: ['actions', 'stages', 'giveBack'],
  when: ['schedule', 'on'],
  limits: ['limits', 'protect', 'report', 'includeAdministrators', 'handOver', 'precedence'],
} as const;

export type Section = keyof typeof sectionParts;
type Details = ApiFault['details'];

/** The faults of one section; `whole` has those of no section. */
export function faultsAt(faults: Details, section: Section | 'whole'): Details {
  const sections = Object.values(sectionParts).flat();
  return faults.filter(({ path }) => {
    const [part = ''] = path.split(/[.[]/);
    const held = sections.find((one) => one === part);
    if (section === 'whole') return held === undefined;
    return held !== undefined && sectionParts[section].some((one) => one === held);
  });
}

export function FaultList({ faults }: { readonly faults: Details }) {
  const words = useWords();
  if (faults.length === 0) return null;
  return (
    <ul class="um-plain um-fault" role="alert">
      {faults.map(({ path, message, line }) => (
        <li key={`${line} ${path} ${message}`}>
          {line !== undefined && `${words.say('editor.line', { line: `${line}` })} `}
          <code>{path}</code> <Said text={message} />
        </li>
      ))}
    </ul>
  );
}
