// The advanced audit log: changes by administrators at every coverage, failed logins and logins where it is raised.
import { DAY_MS } from '../../clock.ts';
import type { AuditRecord, User, World } from '../../world/model.ts';
import { type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';
import type { AuditCoverage } from '../site.ts';

export const AUDIT_EVENT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/rest/auditing/1.0/events',
    access: 'administrator',
    needs: 'audit-events',
    answer: listEvents,
  },
];

type AuditEvent = {
  readonly atEpochMs: number;
  readonly authorKey: string;
  readonly action: string;
  readonly actionKey: string;
  readonly category: string;
  readonly categoryKey: string;
  readonly objects: readonly { name: string; type: string; id: string }[];
};

const DEFAULT_LIMIT = 100;
const MOST = 500;

/** The cursor names the last event given: its instant, and how many of that instant were given. */
function listEvents(call: Call): Answer {
  const from = readInstant(call, 'from') ?? 0;
  const to = readInstant(call, 'to') ?? Number.MAX_SAFE_INTEGER;
  const limit = Math.min(readLimit(call), MOST);
  const cursor = call.query.get('pageCursor');
  const found = collectEvents(call.site.world, call.site.auditCoverage).filter(
    (event) => event.atEpochMs >= from && event.atEpochMs <= to && isSought(call, event),
  );
  const start = cursor === null ? 0 : findStart(found, cursor);
  const events = found.slice(start, start + limit);
  const lastPage = start + limit >= found.length;
  const last = events.at(-1);
  const nextPageCursor = lastPage || last === undefined ? null : `${last.atEpochMs},${start + limit}`;
  return answerJson({
    entities: events.map((event) => renderEvent(call, event)),
    pagingInfo: { lastPage, nextPageCursor, size: events.length },
  });
}

/** `categories` names some, by word or by key, in one parameter or several; `search` is looked for in all that is told. */
function isSought({ site, query }: Call, event: AuditEvent): boolean {
  const categories = query.getAll('categories').flatMap((text) => text.split(','));
  const wanted = categories.map((text) => text.trim().toLowerCase()).filter((text) => text !== '');
  const own = [event.category, event.categoryKey].map((text) => text.toLowerCase());
  if (wanted.length > 0 && !own.some((text) => wanted.includes(text))) return false;
  const search = query.get('search')?.trim().toLowerCase() ?? '';
  if (search === '') return true;
  const author = site.world.usersByKey.get(event.authorKey)?.username ?? '';
  const told = [event.action, event.category, author, ...event.objects.map(({ name }) => name)];
  return told.some((text) => text.toLowerCase().includes(search));
}

/** Newest first. */
function collectEvents(world: World, coverage: AuditCoverage): AuditEvent[] {
  const events = world.audit.map(toEvent);
  if (coverage === 'base') return sort(events);
  for (const user of world.users.values()) {
    const failed = failedLoginOf(world, user);
    if (failed !== null) events.push(makeLogin(user, failed, 'User login failed', 'login.failed'));
    if (coverage !== 'full' || user.lastLoginEpochMs === null || user.lastLoginEpochMs > world.clock.nowMs()) continue;
    events.push(makeLogin(user, user.lastLoginEpochMs, 'User login successful', 'login.successful'));
  }
  return sort(events);
}

function sort(events: AuditEvent[]): AuditEvent[] {
  return events.sort((one, other) => other.atEpochMs - one.atEpochMs || one.authorKey.localeCompare(other.authorKey));
}

/** Somebody tried the passwords of every tenth user in the days before the lab began. */
function failedLoginOf({ startEpochMs }: World, { userKey }: User): number | null {
  const number = Number.parseInt(userKey.slice(-8), 16);
  return number % 10 === 0 ? startEpochMs - DAY_MS - (number % 97) * 60_000 : null;
}

function makeLogin(user: User, atEpochMs: number, action: string, key: string): AuditEvent {
  return {
    atEpochMs,
    authorKey: user.userKey,
    action,
    actionKey: `audit.logging.summary.user.${key}`,
    category: 'Security',
    categoryKey: 'audit.logging.category.security',
    objects: [],
  };
}

/** Known keys of summaries and categories; the others are made up in their image. */
const ACTION_KEYS: Readonly<Record<string, string>> = {
  'User added to group': 'audit.logging.summary.group.membership.added',
  'Personal access token created': 'personal.access.tokens.audit.log.summary.token.created',
};
const CATEGORY_KEYS: Readonly<Record<string, string>> = { 'Users and groups': 'user.management' };

function toEvent(record: AuditRecord): AuditEvent {
  const { atEpochMs, authorKey, summary, category, object, objectType, associated } = record;
  const objects = [{ name: object, objectType }, ...(associated === undefined ? [] : [associated])];
  return {
    atEpochMs,
    authorKey,
    action: summary,
    actionKey: ACTION_KEYS[summary] ?? `audit.logging.summary.${makeKey(summary)}`,
    category,
    categoryKey: `audit.logging.category.${CATEGORY_KEYS[category] ?? makeKey(category)}`,
    objects: objects.map(({ name, objectType: type }) => ({ name, type, id: name })),
  };
}

function makeKey(words: string): string {
  return words.toLowerCase().replaceAll(' ', '.');
}

function renderEvent({ site }: Call, event: AuditEvent): Record<string, unknown> {
  const author = site.world.usersByKey.get(event.authorKey);
  const { category, categoryKey: categoryI18nKey, action, actionKey: actionI18nKey } = event;
  return {
    timestamp: new Date(event.atEpochMs).toISOString(),
    author: { id: event.authorKey, name: author?.username ?? '', type: 'user' },
    type: { category, categoryI18nKey, action, actionI18nKey },
    affectedObjects: event.objects,
    changedValues: [],
    source: '127.0.0.1',
    system: site.address.publicUrl,
    method: 'Browser',
    extraAttributes: [],
  };
}

function findStart(found: readonly AuditEvent[], cursor: string): number {
  const [at, start] = cursor.split(',').map(Number);
  if (at === undefined || start === undefined || !Number.isSafeInteger(start) || Number.isNaN(at)) {
    throw new Refusal(400, 'pageCursor is not valid', { valid: false });
  }
  return Math.min(start, found.length);
}

function readInstant(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  const epochMs = Date.parse(text);
  if (Number.isNaN(epochMs)) throw new Refusal(400, `${name} must be an instant`, { valid: false });
  return epochMs;
}

function readLimit(call: Call): number {
  const text = call.query.get('limit');
  if (text === null) return DEFAULT_LIMIT;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(limit) || limit < 1)
    throw new Refusal(400, 'limit must be a number', { valid: false });
  return limit;
}
