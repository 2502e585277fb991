// The audit log of old: what administrators changed, newest first, and records that apps add.
import { addAuditRecord } from '../../world/audit.ts';
import type { AuditRecord } from '../../world/model.ts';
import { effectiveAccount } from '../../world/views.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, type Route, requireCaller } from '../route.ts';
import { readText, refuseInvalid } from './user-details.ts';

export const AUDIT_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/api/audit', access: 'administrator', answer: list },
  { method: 'POST', path: '/rest/api/audit', access: 'administrator', reads: 'json', answer: add },
];

function list(call: Call): Answer {
  const from = readEpochMs(call, 'startDate') ?? 0;
  const to = readEpochMs(call, 'endDate') ?? Number.MAX_SAFE_INTEGER;
  const sought = call.query.get('searchString')?.toLowerCase() ?? '';
  const found = call.site.world.audit
    .filter((record) => record.atEpochMs >= from && record.atEpochMs <= to)
    .filter((record) => sought === '' || `${record.summary} ${record.object}`.toLowerCase().includes(sought))
    .toReversed();
  const page = renderPageOf(call, {
    total: found.length,
    cut: (start, end) => found.slice(start, end),
    render: (record) => renderRecord(call, record),
    defaultLimit: 1000,
    maxLimit: 1000,
  });
  return answerJson(page);
}

function add(call: Call): Answer {
  const summary = readText(call.body, 'summary') ?? '';
  if (summary === '') throw refuseInvalid([{ key: 'audit.summary', text: 'A record needs a summary' }]);
  const record = addAuditRecord(call.site.world, {
    authorKey: requireCaller(call).userKey,
    summary,
    description: readText(call.body, 'description') ?? '',
    category: readText(call.body, 'category') ?? 'Apps',
    object: '',
    objectType: '',
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
    associatedObjects: [],
  };
}

function readEpochMs(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  const epochMs = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
