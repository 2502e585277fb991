// The faults a test has asked for: which requests they strike, how often, and what they do to them.
import { createRandom, type Random } from '../world/random.ts';
import { compileGlob } from './glob.ts';
import type { LoggedRequest, Service } from './request-log.ts';

export const FAULT_KINDS = [
  'status',
  'reset',
  'hang',
  'slow',
  'truncate',
  'html',
  'lost-answer',
  'shrink-pages',
  'endless-next',
  'stutter-pages',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultWish = {
  match?: { method?: string; path?: string; service?: Service };
  kind: FaultKind;
  /** For `status` (default 500) and `html` (default 200). */
  status?: number;
  /** For `slow` (default 2000), `hang` (default for ever), and before any other kind (default 0). */
  delayMs?: number;
  /** The part of matching requests that is struck, 0 to 1; drawn from a seeded sequence. Default 1. */
  share?: number;
  /** Struck this many times, then over. Default without end. */
  count?: number;
  /** For `shrink-pages`: the largest page (default 10). */
  limit?: number;
  /** Extra headers of the answer, for `status` and `html`. */
  headers?: Record<string, string>;
  /** The answer's body, for `status` and `html`. */
  body?: string;
};

export type Fault = FaultWish & { readonly id: number; fired: number };

export type FaultBook = {
  add: (wish: FaultWish) => Fault;
  list: () => readonly Fault[];
  clear: () => void;
  remove: (id: number) => boolean;
  /** The faults that strike this request, at most one of each kind, in the order they were added. */
  strike: (request: LoggedRequest) => readonly Fault[];
};

type Entry = { fault: Fault; random: Random; matches: (request: LoggedRequest) => boolean };

const NOTHING: readonly Fault[] = [];

export function createFaultBook(options: { seed: number; contextPath: string }): FaultBook {
  let entries: Entry[] = [];
  let lastId = 0;
  return {
    add: (wish) => {
      lastId += 1;
      const fault: Fault = { ...wish, id: lastId, fired: 0 };
      const random = createRandom(options.seed * 1_000_003 + lastId);
      entries.push({ fault, random, matches: buildMatcher(wish.match, options.contextPath) });
      return fault;
    },
    list: () => entries.map((entry) => entry.fault),
    clear: () => {
      entries = [];
    },
    remove: (id) => {
      const before = entries.length;
      entries = entries.filter((entry) => entry.fault.id !== id);
      return entries.length < before;
    },
    strike: (request) => {
      if (entries.length === 0) return NOTHING;
      const struck: Fault[] = [];
      for (const { fault, random, matches } of entries) {
        if (fault.count !== undefined && fault.fired >= fault.count) continue;
        if (struck.some((earlier) => earlier.kind === fault.kind) || !matches(request)) continue;
        if (fault.share !== undefined && !random.chance(fault.share)) continue;
        fault.fired += 1;
        struck.push(fault);
      }
      return struck;
    },
  };
}

function buildMatcher(match: FaultWish['match'], contextPath: string): (request: LoggedRequest) => boolean {
  const method = match?.method?.toUpperCase();
  const glob = match?.path === undefined ? undefined : compileGlob(match.path);
  return (request) => {
    if (match?.service !== undefined && match.service !== request.service) return false;
    if (method !== undefined && method !== '*' && method !== request.method) return false;
    if (glob === undefined) return true;
    if (glob.test(request.path)) return true;
    return request.path.startsWith(contextPath) && glob.test(request.path.slice(contextPath.length));
  };
}
