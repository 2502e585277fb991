// What the page of licences asks of the sidecar, each answer kept under its name.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LicenceAlertDocument, LicenceOutlookDocument } from '../../../sidecar/src/contract/licence-outlook.ts';
import { useApi } from '../console.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { useWords } from '../ui/words/words.ts';

export function useOutlook() {
  const api = useApi();
  return useQuery({
    queryKey: ['licence', 'outlook'],
    queryFn: ({ signal }) => api.get<LicenceOutlookDocument>('/licence/outlook', signal),
  });
}

export function useAlert() {
  const api = useApi();
  return useQuery({
    queryKey: ['licence', 'alert'],
    queryFn: ({ signal }) => api.get<LicenceAlertDocument>('/licence/alert', signal),
  });
}

/** Keeps what an administrator entered of the licence; `done` is called once it holds. */
export function useKeep(path: 'terms' | 'alert', done: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const words = useWords();
  return useMutation({
    mutationFn: (body: object) => api.send('PUT', `/licence/${path}`, body),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['licence'] });
      announce(words.say('settings.saved'));
      done();
    },
  });
}
