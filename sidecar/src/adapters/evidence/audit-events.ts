// Sign-ins in the audit log, where Data Center's coverage of Security is raised: asked for, never assumed.
// Shape as clients of 10.x saw it; at default coverage no sign-in is recorded, so that finding none proves nothing.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Clock } from '../../clock.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import { type EvidencePort, type EvidenceRow, HostFailure } from '../ports.ts';

const isEvents = Compile(
  Type.Object({
    entities: Type.Array(
      Type.Object({
        timestamp: Type.String(),
        author: Type.Optional(Type.Object({ id: Type.Optional(Type.String()), name: Type.Optional(Type.String()) })),
        type: Type.Object({ action: Type.Optional(Type.String()), actionI18nKey: Type.Optional(Type.String()) }),
      }),
    ),
    pagingInfo: Type.Optional(
      Type.Object({
        lastPage: Type.Optional(Type.Boolean()),
        nextPageCursor: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      }),
    ),
  }),
);

const lookBackMs = 35 * 86_400_000;
const pageSize = 1_000;
/** Newest first; with every page view recorded there may be millions. */
const mostPages = 20;

/** Opens the audit log's sign-ins of the last weeks. Where the log is not there, it is `host_capability_absent`. */
export function openAuditEvents(send: HttpClient['send'], clock: Clock): EvidencePort {
  let since: Instant | null = null;
  return {
    name: 'audit.logins',
    kind: 'login',
    again: false,
    covers: () => ({ importance: 'supporting', users: 'listed', since, asOf: null, maxAgeDays: null }),
    read: async function* () {
      const from = new Date(Date.parse(clock.now()) - lookBackMs).toISOString();
      since = from;
      let told = false;
      let cursor: string | null = null;
      for (let page = 0; page < mostPages; page += 1) {
        const events = await readEvents(send, from, cursor);
        const rows = events.entities.filter(isSignIn).flatMap(toRow);
        if (rows.length > 0) yield rows;
        told ||= rows.length > 0;
        cursor = events.pagingInfo?.nextPageCursor ?? null;
        if (cursor === null || events.pagingInfo?.lastPage === true || events.entities.length === 0) break;
        since = events.entities.at(-1)?.timestamp ?? since;
      }
      if (!told) throw new HostFailure('host_capability_absent', { request: 'GET /rest/auditing/1.0/events' });
    },
  };
}

type Events = Type.Static<ReturnType<typeof isEvents.Type>>;
type Event = Events['entities'][number];

async function readEvents(send: HttpClient['send'], from: string, cursor: string | null): Promise<Events> {
  const query = { from, limit: pageSize, ...(cursor === null ? {} : { pageCursor: cursor }) };
  const answer = await send({ method: 'GET', path: '/rest/auditing/1.0/events', query });
  const details = { status: answer.status, request: answer.request };
  // Server licences and accounts without the right to audit have no such log: that is no fault to hold anybody up.
  if (answer.status >= 400 && answer.status < 500) throw new HostFailure('host_capability_absent', details);
  if (answer.status >= 300) throw new HostFailure('host_error', details);
  if (!isEvents.Check(answer.json)) throw new HostFailure('host_unexpected_shape', details);
  return answer.json;
}

/** The keys are stable, the words are translated; a failed sign-in is none. */
function isSignIn({ type }: Event): boolean {
  const what = `${type.actionI18nKey ?? ''} ${type.action ?? ''}`;
  return (
    /log[ .-]?(?:ged[ .-]?)?in|sign[ .-]?in|authenticat/i.test(what) && !/fail|denied|unsuccess|invalid/i.test(what)
  );
}

function toRow({ timestamp, author }: Event): EvidenceRow[] {
  const { id, name } = author ?? {};
  if (id !== undefined && /^[0-9a-f]{16,64}$/i.test(id))
    return [{ subject: { userKey: id as UserKey }, told: timestamp }];
  return name === undefined ? [] : [{ subject: { names: [name] }, told: timestamp }];
}
