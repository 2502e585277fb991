// What the sidecar says of the policy under the editor's hands: faults, next runs, and its text. Nothing is saved by asking.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'preact/compat';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import type { DraftDocument } from '../../../../sidecar/src/contract/policy-texts.ts';
import { useApi } from '../../console.ts';

/** Somebody who types is waited for so long. */
const typingMs = 300;

type Draft = { readonly definition: PolicyDocument } | { readonly text: string };

export function useDraft(draft: Draft) {
  const api = useApi();
  return useQuery({
    queryKey: ['policy-drafts', draft],
    queryFn: ({ signal }) => api.send<DraftDocument>('POST', '/policy-drafts', draft, signal),
    placeholderData: keepPreviousData,
  });
}

export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), typingMs);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
