// Who changed content lately, by CQL, newest first: what the coverage of every source of activity is measured by.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Clock } from '../../clock.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import { failureCodeOf } from '../confluence/answers.ts';
import type { HttpClient } from '../http-client/client.ts';
import { type EvidenceMemory, HostFailure, type HostFailureCode, type RecentEditors } from '../ports.ts';

const isPage = Compile(
  Type.Object({
    results: Type.Array(
      Type.Object({
        history: Type.Optional(
          Type.Object({
            lastUpdated: Type.Optional(
              Type.Object({
                by: Type.Optional(Type.Object({ userKey: Type.Optional(Type.String()) })),
                when: Type.Optional(Type.String()),
              }),
            ),
          }),
        ),
      }),
    ),
    _links: Type.Optional(Type.Object({ next: Type.Optional(Type.String()) })),
  }),
);

type Content = Type.Static<ReturnType<typeof isPage.Type>>['results'][number];

/** Under it the readings of a day are kept. */
const source = 'content.editors';
const askedEveryMs = 86_400_000;
const lookBackDays = 30;
const pageSize = 100;
/** Beyond this much content the older changes of the month are left out, and the reading says that it is partial. */
const mostPages = 20;
/** Bounds content, not accounts: what this product's account may not see is no part of it. */
const cql = `lastmodified >= now("-${lookBackDays}d") order by lastmodified desc`;

export interface RecentEditorsInput {
  readonly send: HttpClient['send'];
  readonly memory: EvidenceMemory;
  readonly clock: Clock;
}

/** Asks at most once a day; in between, and where asking fails, what was found before stands. Throws nothing of the host. */
export function openRecentEditors({ send, memory, clock }: RecentEditorsInput): () => Promise<RecentEditors> {
  return async () => {
    const { state: saved, rows: known } = await memory.load(source);
    const now = clock.now();
    if (isState(saved) && Date.parse(now) - Date.parse(saved.readAt) < askedEveryMs) {
      return { ...saved, reason: null, editors: lately(known, now) };
    }
    try {
      const { rows, complete } = await readAll(send, now);
      const state = { state: complete ? 'complete' : 'partial', readAt: now } as const;
      await memory.save(source, { state, rows, savedAt: now });
      return { ...state, reason: null, editors: lately(new Map([...known, ...rows]), now) };
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      return { ...standIn(error.code), readAt: now, editors: lately(known, now) };
    }
  };
}

/** A search that is not there, or does not understand the question, is no fault of anybody. */
function standIn(reason: HostFailureCode): Pick<RecentEditors, 'state' | 'reason'> {
  const absent = reason === 'host_capability_absent' || reason === 'host_bad_request' || reason === 'host_not_found';
  return { state: absent ? 'absent' : 'failed', reason: absent ? 'host_capability_absent' : reason };
}

async function readAll(send: HttpClient['send'], now: Instant) {
  const rows = new Map<string, Instant>();
  for (let start = 0, page = 0; page < mostPages; page += 1) {
    const query = { cql, start, limit: pageSize, expand: 'history.lastUpdated' };
    const answer = await send({ method: 'GET', path: '/rest/api/content/search', query });
    const code = failureCodeOf(answer);
    if (code !== null) throw new HostFailure(code, { status: answer.status, request: answer.request });
    if (!isPage.Check(answer.json)) {
      throw new HostFailure('host_unexpected_shape', { status: answer.status, request: answer.request });
    }
    const { results, _links } = answer.json;
    const changes = results.flatMap(changeOf);
    for (const { userKey, at } of changes) if (at > (rows.get(userKey) ?? '')) rows.set(userKey, at);
    // Newest first: where the host does not know the question's bound, the first older one ends it.
    const past = changes.some(({ at }) => at < monthBefore(now));
    if (results.length === 0 || _links?.next === undefined || past) return { rows, complete: true };
    start += results.length;
  }
  return { rows, complete: false };
}

function changeOf({ history }: Content): { readonly userKey: string; readonly at: Instant }[] {
  const { by, when = '' } = history?.lastUpdated ?? {};
  const ms = Date.parse(when);
  return by?.userKey === undefined || Number.isNaN(ms) ? [] : [{ userKey: by.userKey, at: new Date(ms).toISOString() }];
}

function lately(rows: ReadonlyMap<string, Instant>, now: Instant): Map<UserKey, Instant> {
  const earliest = monthBefore(now);
  return new Map([...rows].filter(([, at]) => at >= earliest).map(([key, at]) => [key as UserKey, at]));
}

function monthBefore(now: Instant): Instant {
  return new Date(Date.parse(now) - lookBackDays * 86_400_000).toISOString();
}

interface State {
  readonly state: 'complete' | 'partial';
  readonly readAt: Instant;
}

function isState(saved: unknown): saved is State {
  const told = typeof saved === 'object' && saved !== null && 'state' in saved && 'readAt' in saved;
  return told && (saved.state === 'complete' || saved.state === 'partial') && typeof saved.readAt === 'string';
}
