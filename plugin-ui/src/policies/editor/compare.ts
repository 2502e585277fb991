// Simulates an edited policy beside the stored one, so that the difference can be told in people.
import { useMutation } from '@tanstack/react-query';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import type { SimulationDocument } from '../../../../sidecar/src/contract/simulations.ts';
import { useApi } from '../../console.ts';

export interface Comparison {
  readonly edited: SimulationDocument;
  /** Null for a policy that is not stored yet. */
  readonly stored: SimulationDocument | null;
}

export function useComparison(storedId: string | null) {
  const api = useApi();
  const simulate = (body: object) => api.send<SimulationDocument>('POST', '/simulations', body);
  return useMutation({
    mutationFn: async (definition: PolicyDocument): Promise<Comparison> => {
      const edited = await simulate({ definition });
      return { edited, stored: storedId === null ? null : await simulate({ policy: storedId }) };
    },
  });
}
