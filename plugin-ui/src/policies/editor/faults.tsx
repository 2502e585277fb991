// What the sidecar found wrong with a policy, at the part of the page it belongs to.
import { ApiFault } from '../../api.ts';

/** The parts of a policy that each section of the editor holds. */
export const sectionParts = {
  who: ['criteria'],
  what: ['actions', 'stages'],
  when: ['schedule', 'on'],
  limits: ['limits', 'protect', 'report', 'includeAdministrators', 'handOver'],
} as const;

export type Section = keyof typeof sectionParts;
type Details = ApiFault['details'];

/** The faults of one section; `whole` has those of no section. */
export function faultsAt(fault: unknown, section: Section | 'whole'): Details {
  if (!(fault instanceof ApiFault)) return [];
  const sections = Object.values(sectionParts).flat();
  return fault.details.filter(({ path }) => {
    const [part = ''] = path.split(/[.[]/);
    const held = sections.find((one) => one === part);
    if (section === 'whole') return held === undefined;
    return held !== undefined && sectionParts[section].some((one) => one === held);
  });
}

export function FaultList({ faults }: { readonly faults: Details }) {
  if (faults.length === 0) return null;
  return (
    <ul class="um-plain um-fault" role="alert">
      {faults.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          <code>{path}</code> {message}
        </li>
      ))}
    </ul>
  );
}
