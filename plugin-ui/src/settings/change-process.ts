// Changing how the process works: every change answers with the process as it is afterwards.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProcessDocument } from '../../../sidecar/src/contract/process.ts';
import { useApi } from '../console.ts';
import { names } from '../queries.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { useWords } from '../ui/words/words.ts';

export interface ProcessWish {
  readonly method?: 'PUT' | 'POST';
  /** Below `/process`. */
  readonly path: string;
  readonly body: object;
}

/** `done` is called once the change holds. */
export function useProcessChange(done: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const words = useWords();
  return useMutation({
    mutationFn: ({ method = 'PUT', path, body }: ProcessWish) =>
      api.send<ProcessDocument>(method, `/process/${path}`, body),
    onSuccess: (process) => {
      queries.setQueryData(names.process, process);
      void queries.invalidateQueries({ queryKey: names.runs });
      announce(words.say('settings.saved'));
      done();
    },
  });
}
