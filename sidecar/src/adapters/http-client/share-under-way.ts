// One answer for all who ask for the same at the same time, where two questions of ours need the same list.
import type { HttpClient } from './client.ts';
import type { Answer } from './exchange.ts';
import { isReading } from './request.ts';

/** The client as it is, but that readings of this very path which begin while one is under way get its answer, or its fault. */
export function shareUnderWay(client: HttpClient, path: string): HttpClient {
  let underWay: Promise<Answer> | null = null;
  return {
    ...client,
    send: (spec) => {
      const isShared =
        spec.path === path && isReading(spec) && spec.query === undefined && spec.authorisation === undefined;
      if (!isShared) return client.send(spec);
      underWay ??= client.send(spec).finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}
