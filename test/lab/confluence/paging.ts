// Pages as Confluence cuts them: `next` without the context path, limits lowered to the endpoint's cap, faults that spoil them.
import type { Fault, FaultKind } from '../wire/faults.ts';
import { type Call, Refusal } from './route.ts';

export type PageRules<T> = {
  readonly total: number;
  readonly cut: (start: number, end: number) => readonly T[];
  readonly render: (item: T) => unknown;
  readonly defaultLimit: number;
  readonly maxLimit: number;
  /** The path of the links; one listing has a trailing slash of its own. */
  readonly linkPath?: string;
  /** `full-page`: a full page always names a next one, even if that is empty. */
  readonly nextRule?: 'exact' | 'full-page';
};

export function renderPageOf<T>(call: Call, rules: PageRules<T>): unknown {
  const start = readNumber(call, 'start', 0);
  const limit = Math.min(readNumber(call, 'limit', rules.defaultLimit), rules.maxLimit, shrinkTo(call.faults));
  const items = limit === 0 ? [] : cutPage(call, rules, start, limit);
  const path = rules.linkPath ?? call.path;
  const { baseUrl, publicUrl } = call.site.address;
  const links: Record<string, string> = { self: `${publicUrl}${path}` };
  const nextStart = findFault(call.faults, 'endless-next') !== undefined ? start : start + limit;
  if (mayHaveNext(rules, { start, limit, size: items.length, faults: call.faults })) {
    links.next = `${path}?${keepQuery(call.query)}limit=${limit}&start=${nextStart}`;
  }
  links.base = publicUrl === '' ? baseUrl : publicUrl;
  links.context = call.site.contextPath;
  return { results: items.map(rules.render), start, limit, size: items.length, _links: links };
}

/** A stuttering page begins with the last item of the page before it and loses its own last one. */
function cutPage<T>(call: Call, rules: PageRules<T>, start: number, limit: number): readonly T[] {
  const items = rules.cut(start, start + limit);
  if (start === 0 || items.length === 0 || findFault(call.faults, 'stutter-pages') === undefined) return items;
  const before = lastServedBefore(start, limit);
  return [...rules.cut(before, before + 1), ...items.slice(0, -1)];
}

/** The page before has lost its own last one too, unless it was the first; of pages of one, each is the first again. */
function lastServedBefore(start: number, limit: number): number {
  if (limit === 1) return 0;
  return start <= limit ? start - 1 : start - 2;
}

function mayHaveNext<T>(
  rules: PageRules<T>,
  page: { start: number; limit: number; size: number; faults: readonly Fault[] },
): boolean {
  if (findFault(page.faults, 'endless-next') !== undefined) return true;
  if (rules.nextRule === 'full-page') return page.size === page.limit;
  return page.limit === 0 || page.start + page.limit < rules.total;
}

function readNumber(call: Call, name: string, absent: number): number {
  const text = call.query.get(name);
  if (text === null || text === '') return absent;
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) {
    throw new Refusal(400, `${name} must be a non-negative number`, { valid: false });
  }
  return number;
}

/** The parameters a client sent, start and limit apart, ready to stand before them. */
function keepQuery(query: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const [name, value] of query) if (name !== 'start' && name !== 'limit') kept.append(name, value);
  const text = kept.toString();
  return text === '' ? '' : `${text}&`;
}

function shrinkTo(faults: readonly Fault[]): number {
  const fault = findFault(faults, 'shrink-pages');
  return fault === undefined ? Number.MAX_SAFE_INTEGER : (fault.limit ?? 10);
}

function findFault(faults: readonly Fault[], kind: FaultKind): Fault | undefined {
  return faults.find((fault) => fault.kind === kind);
}
