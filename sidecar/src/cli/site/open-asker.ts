// Asks a server for the command line: by GET and nothing else, gently, keeping what every answer tells of clock and limits.
import { authorisationOf } from '../../adapters/confluence/credentials.ts';
import { type BudgetReading, readBudget } from '../../adapters/http-client/budget.ts';
import { createHttpClient } from '../../adapters/http-client/client.ts';
import type { Answer } from '../../adapters/http-client/exchange.ts';
import type { RequestSpec } from '../../adapters/http-client/request.ts';
import type { AccountCredentials } from '../../adapters/ports.ts';
import type { Clock } from '../../clock.ts';

/** A request without a method and without a body: whatever is asked in this form, it changes nothing. */
export interface Read extends Pick<RequestSpec, 'path' | 'parts' | 'query'> {
  readonly accept?: 'json' | 'xml';
  /** Asked as nobody. */
  readonly anonymous?: true;
}

export interface TimedAnswer extends Answer {
  readonly ms: number;
  /** The host's clock against ours in milliseconds, at best to half a second; null where the answer has no date. */
  readonly aheadMs: number | null;
}

export interface Asker {
  /** Resolves for every status; throws `HostFailure` where no whole answer came. */
  readonly ask: (read: Read) => Promise<TimedAnswer>;
  /** The last word of the host on its limits for us, and how often it refused for want of budget. */
  readonly limits: () => { readonly reading: BudgetReading | null; readonly refusals: number };
  readonly close: () => Promise<void>;
}

export interface AskerOptions {
  readonly url: string;
  readonly credentials: AccountCredentials;
  readonly clock: Clock;
  /** For a server that may need long for a single large answer. */
  readonly patient?: boolean;
}

/** Somebody waits in front of a terminal: one request at a time, and no long patience. */
const pace = { concurrency: 1, timeoutMs: 15_000, deadlineMs: 30_000, retry: { tries: 2, busyTries: 3 } } as const;

const patientPace = { ...pace, timeoutMs: 120_000, deadlineMs: 240_000, maxBodyBytes: 256 * 1024 * 1024 } as const;

/** Opens an asker; nothing is sent before the first question. */
export function openAsker({ url, credentials, clock, patient = false }: AskerOptions): Asker {
  const authorisation = authorisationOf(credentials);
  const client = createHttpClient({
    ...(patient ? patientPace : pace),
    baseUrl: url,
    authorisation: () => authorisation,
    clock,
  });
  let reading: BudgetReading | null = null;
  let refusals = 0;
  return {
    ask: async (read) => {
      const startedMs = performance.now();
      const sentAtMs = Date.parse(clock.now());
      const answer = await client.send(specOf(read, authorisation));
      const ms = Math.round(performance.now() - startedMs);
      reading = readBudget(answer.header) ?? reading;
      if (answer.status === 429) refusals += 1;
      return { ...answer, ms, aheadMs: compareClocks(answer, sentAtMs + ms / 2) };
    },
    limits: () => ({ reading, refusals }),
    close: client.close,
  };
}

function specOf({ accept = 'json', anonymous, ...where }: Read, authorisation: string | null): RequestSpec {
  const spec: RequestSpec = { ...where, method: 'GET', expect: 'text' };
  if (accept === 'json') return anonymous ? { ...spec, authorisation: null } : spec;
  const sign = anonymous || authorisation === null ? {} : { authorization: authorisation };
  return { ...spec, authorisation: { accept: 'application/xml', ...sign } };
}

/** A date has whole seconds, cut off: on average it is half a second older than the moment it was written. */
function compareClocks({ header }: Answer, ourMs: number): number | null {
  const theirsMs = Date.parse(header('date') ?? '');
  return Number.isNaN(theirsMs) ? null : theirsMs + 500 - ourMs;
}
