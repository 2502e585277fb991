// What cannot be done at this Confluence, and why: such an action is shown with its reason, and not to be chosen.
import { useQuery } from '@tanstack/react-query';
import type { HostDocument } from '../../../sidecar/src/contract/host.ts';
import { useApi } from '../console.ts';
import type { ActionKind } from '../plans/action-kinds.ts';

type Capabilities = HostDocument['capabilities'];
export type Absence = NonNullable<Capabilities[number]['absence']>;

/** Null while an action can be chosen: also where this Confluence was not asked, because the plan says it anyway. */
export function findAbsence(capabilities: Capabilities, kind: ActionKind): Absence | null {
  const ways = capabilities.filter(({ unlocks }) => unlocks.includes(`actions.${kind}`));
  if (ways.some(({ present, absence }) => present || absence === null)) return null;
  return ways[0]?.absence ?? null;
}

export function useAbsences(): (kind: ActionKind) => Absence | null {
  const api = useApi();
  const { data } = useQuery({ queryKey: ['host'], queryFn: ({ signal }) => api.get<HostDocument>('/host', signal) });
  return (kind) => findAbsence(data?.capabilities ?? [], kind);
}
