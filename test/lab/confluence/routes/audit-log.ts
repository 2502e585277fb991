// The audit log of old: what administrators changed, newest first, as pages and as a file, and records that apps add.
import { DAY_MS, formatInstant } from '../../clock.ts';
import { addAuditRecord } from '../../world/audit.ts';
import type { AuditRecord } from '../../world/model.ts';
import { effectiveAccount } from '../../world/views.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, type Route, requireCaller } from '../route.ts';
import { readText, refuseInvalid } from './user-details.ts';

export const AUDIT_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/api/audit', access: 'administrator', answer: list },
  { method: 'GET', path: '/rest/api/audit/since', access: 'administrator', answer: listSince },
  { method: 'GET', path: '/rest/api/audit/retention', access: 'administrator', answer: readRetention },
  { method: 'GET', path: '/rest/api/audit/export', access: 'administrator', offers: 'its-own', answer: exportAll },
  {
    method: 'POST',
    path: '/rest/api/audit',
    access: 'administrator',
    needs: 'audit-records',
    reads: 'json',
    answer: add,
  },
];

const UNITS: Readonly<Record<string, number>> = {
  SECONDS: 1000,
  MINUTES: 60_000,
  HOURS: DAY_MS / 24,
  DAYS: DAY_MS,
  WEEKS: 7 * DAY_MS,
  MONTHS: 30 * DAY_MS,
  YEARS: 365 * DAY_MS,
};

function list(call: Call): Answer {
  return answerJson(renderPage(call, findRecords(call, readRange(call))));
}

/** The last so many units of time; three months unless told otherwise. */
function listSince(call: Call): Answer {
  const number = Number(call.query.get('number') ?? 3);
  const unitMs = UNITS[(call.query.get('units') ?? 'MONTHS').toUpperCase()];
  if (!Number.isSafeInteger(number) || number < 0 || unitMs === undefined) {
    throw refuseInvalid([
      { key: 'audit.since', text: `number and units (${Object.keys(UNITS).join(', ')}) are wrong` },
    ]);
  }
  const from = call.site.world.clock.nowMs() - number * unitMs;
  return answerJson(renderPage(call, findRecords(call, { from, to: Number.MAX_SAFE_INTEGER })));
}

function readRetention(): Answer {
  return answerJson({ number: 3, units: 'YEARS' });
}

function exportAll(call: Call): Answer {
  const rows = findRecords(call, readRange(call)).map((record) => {
    const author = call.site.world.usersByKey.get(record.authorKey)?.username ?? '';
    return [formatInstant(record.atEpochMs), author, record.category, record.summary, record.object];
  });
  const lines = [['Date', 'Author', 'Category', 'Summary', 'Affected object'], ...rows].map((row) =>
    row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
  );
  return { status: 200, text: `${lines.join('\r\n')}\r\n`, contentType: 'text/csv;charset=UTF-8' };
}

type Range = { from: number; to: number };

function readRange(call: Call): Range {
  return { from: readEpochMs(call, 'startDate') ?? 0, to: readEpochMs(call, 'endDate') ?? Number.MAX_SAFE_INTEGER };
}

/** Newest first. */
function findRecords(call: Call, { from, to }: Range): AuditRecord[] {
  const sought = call.query.get('searchString')?.toLowerCase() ?? '';
  return call.site.world.audit
    .filter((record) => record.atEpochMs >= from && record.atEpochMs <= to)
    .filter((record) => sought === '' || `${record.summary} ${record.object}`.toLowerCase().includes(sought))
    .toReversed();
}

function renderPage(call: Call, found: readonly AuditRecord[]): unknown {
  return renderPageOf(call, {
    total: found.length,
    cut: (start, end) => found.slice(start, end),
    render: (record) => renderRecord(call, record),
    defaultLimit: 1000,
    maxLimit: 1000,
  });
}

function add(call: Call): Answer {
  const { affectedObject } = (call.body ?? {}) as Record<string, unknown>;
  const summary = readText(call.body, 'summary') ?? '';
  if (summary === '') throw refuseInvalid([{ key: 'audit.summary', text: 'A record needs a summary' }]);
  const address = readText(call.body, 'remoteAddress') ?? '';
  if (address === '') throw refuseInvalid([{ key: 'audit.address', text: 'A record needs a remoteAddress' }]);
  const record = addAuditRecord(call.site.world, {
    authorKey: requireCaller(call).userKey,
    summary,
    description: readText(call.body, 'description') ?? '',
    category: readText(call.body, 'category') ?? 'Apps',
    object: readText(affectedObject, 'name') ?? '',
    objectType: readText(affectedObject, 'objectType') ?? '',
  });
  return answerJson(renderRecord(call, record));
}

function renderRecord(call: Call, record: AuditRecord): Record<string, unknown> {
  const author = call.site.world.usersByKey.get(record.authorKey);
  return {
    author: {
      type: 'user',
      displayName: author === undefined ? '' : effectiveAccount(author).displayName,
      username: author?.username ?? '',
      userKey: record.authorKey,
    },
    remoteAddress: '127.0.0.1',
    creationDate: record.atEpochMs,
    summary: record.summary,
    description: record.description,
    category: record.category,
    sysAdmin: true,
    affectedObject: { name: record.object, objectType: record.objectType },
    changedValues: [],
    associatedObjects: record.associated === undefined ? [] : [record.associated],
  };
}

function readEpochMs(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  const epochMs = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
