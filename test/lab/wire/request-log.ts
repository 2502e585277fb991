// The log of every request the lab received, in order of arrival, with the answer's status once there is one.
import type { Clock } from '../clock.ts';
import { formatInstant } from '../clock.ts';

export type Service = 'confluence' | 'crowd';

/** `status` is null while the request is open, and stays null when a fault let it die unanswered. */
export type LoggedRequest = {
  readonly n: number;
  readonly at: string;
  readonly service: Service;
  readonly method: string;
  /** As received, percent-encoding and context path included. */
  readonly path: string;
  readonly query: string;
  status: number | null;
  user: string | null;
};

export type RequestLog = {
  open: (request: { service: Service; method: string; url: string }) => LoggedRequest;
  list: () => readonly LoggedRequest[];
  clear: () => void;
};

const MOST_KEPT = 500_000;

export function createRequestLog(clock: Clock): RequestLog {
  let requests: LoggedRequest[] = [];
  let lastNumber = 0;
  return {
    open: ({ service, method, url }) => {
      lastNumber += 1;
      const mark = url.indexOf('?');
      const entry: LoggedRequest = {
        n: lastNumber,
        at: formatInstant(clock.nowMs()),
        service,
        method,
        path: mark === -1 ? url : url.slice(0, mark),
        query: mark === -1 ? '' : url.slice(mark + 1),
        status: null,
        user: null,
      };
      if (requests.length >= MOST_KEPT) requests = requests.slice(MOST_KEPT / 2);
      requests.push(entry);
      return entry;
    },
    list: () => requests,
    clear: () => {
      requests = [];
      lastNumber = 0;
    },
  };
}
