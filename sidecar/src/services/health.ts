// Whether the process can answer: the store decides, the host is only reported.
import type { ServiceContext } from './service-context.ts';

export interface Readiness {
  readonly store: 'answers' | 'silent';
  readonly host: 'answers' | 'fails' | 'not-asked';
}

/** Asks the store now; of the host it tells what was seen last, so that watching costs Confluence nothing. */
export async function checkReadiness({
  store,
  hostWatch,
}: Pick<ServiceContext, 'store' | 'hostWatch'>): Promise<Readiness> {
  const seen = hostWatch.lastSeen();
  const host = seen === null ? 'not-asked' : seen.failure === null ? 'answers' : 'fails';
  try {
    await store.ping();
    return { store: 'answers', host };
  } catch {
    return { store: 'silent', host };
  }
}
