// Who may call which route: reading is for everybody with a role, changing for administrators, unless it stands here otherwise.
import type { RankedRole, Role } from '../domain/session/roles.ts';

export interface RouteRight {
  readonly role: RankedRole;
  /** Whether the helpdesk may call it too, which stands beside the other roles. */
  readonly helpdesk: boolean;
  /** Asks for credentials given within the last ten minutes: a page left open must not be enough. */
  readonly proof: boolean;
  /** It changes nothing, although its question is too long for an address. */
  readonly reads: boolean;
  /** It only stops something, so that a Confluence that does not answer must not stand in the way. */
  readonly stopsOnly: boolean;
}

/** Acting by hand is an operator's work; how everything is done is decided by administrators. */
const operators: ReadonlySet<string> = new Set([
  'POST /bulk-runs',
  'POST /runs',
  'POST /policies/:id/runs',
  'POST /runs/:id/approve',
  'POST /runs/:id/carry-out',
  'POST /runs/:id/reject',
  'POST /runs/:id/cancel',
  'POST /runs/:id/pause',
  'POST /runs/:id/resume',
  'POST /runs/:id/undo',
  'POST /simulations',
  'POST /simulations/all',
  'POST /simulations/:id/compare',
  'POST /snapshots',
  'POST /exemptions',
  'POST /lists',
  'PUT /lists/:name',
  'DELETE /lists/:name',
  'PUT /process/emergency-stop',
  'POST /helpdesk/give-backs',
]);

/** All that the helpdesk may: its own session, one user found by name, and giving back what was taken from them. */
const helpdesk: ReadonlySet<string> = new Set([
  'GET /session',
  'DELETE /session',
  'POST /session/proof',
  'GET /helpdesk/user',
  'POST /helpdesk/give-backs',
  'GET /helpdesk/give-backs/:id',
]);

/** A person's own session, and what they keep for their own page, are nobody else's business. */
const everybody: ReadonlySet<string> = new Set([
  'DELETE /session',
  'POST /session/proof',
  'PUT /personal/filters/:name',
  'DELETE /personal/filters/:name',
  'PUT /personal/columns',
]);

/** Questions that are asked with a body. */
const reading: ReadonlySet<string> = new Set([
  'POST /exports/users',
  'POST /users/search',
  'POST /policy-drafts',
  'POST /policy-files/check',
]);

const proven: ReadonlySet<string> = new Set([
  'POST /erasures',
  'POST /tokens',
  'POST /runs',
  'POST /runs/:id/undo',
  // To let go what somebody stopped is no stopping.
  'POST /runs/:id/resume',
  'POST /helpdesk/give-backs',
  'POST /policies/:id/runs',
  'PUT /policies/:id',
  'POST /policy-files',
  'PUT /process/retention',
  'POST /runs/:id/approve',
  'POST /runs/:id/carry-out',
  'PUT /policies/:id/mode',
  'DELETE /policies/:id',
  'DELETE /fields/:key',
  'PUT /fields/:key',
  // Live policies select by these, and spare people by those.
  'PUT /lists/:name',
  'DELETE /lists/:name',
  'POST /fields/:key/values',
  'POST /exemptions/:id/end',
  'POST /process/host/confirm',
  'PUT /licence/alert',
  'PUT /licence/terms',
  'PUT /process/approval',
  'PUT /process/mode',
  'PUT /process/nested-groups',
  'PUT /process/newcomers',
  'PUT /process/pace',
  'PUT /process/quiet-times',
  'PUT /process/rolling-limit',
]);

/** Letting go what was stopped is a change like any other, though its address is that of stopping. */
const lettingGo: RouteRight = { role: 'operator', helpdesk: false, reads: false, proof: true, stopsOnly: false };

/** The right to what a body asks for, where it is more than the address says; null where the address says it all. */
export function rightToBody(method: string, route: string, body: unknown): RouteRight | null {
  if (`${method} ${route}` !== 'PUT /process/emergency-stop') return null;
  const stops = typeof body === 'object' && body !== null && 'on' in body && body.on === true;
  return stops ? null : lettingGo;
}

const stopping: ReadonlySet<string> = new Set([
  'PUT /process/emergency-stop',
  'POST /runs/:id/cancel',
  'POST /runs/:id/pause',
  'DELETE /session',
]);

/** The right to a route, by its method and its address below the API. */
export function rightTo(method: string, route: string): RouteRight {
  const name = `${method} ${route}`;
  const reads = method === 'GET' || reading.has(name);
  const role = reads || everybody.has(name) ? 'auditor' : operators.has(name) ? 'operator' : 'administrator';
  return { role, helpdesk: helpdesk.has(name), reads, proof: proven.has(name), stopsOnly: stopping.has(name) };
}

/** Whether a role is enough for a route. */
export function mayCall(held: Role, { role, helpdesk: open }: Pick<RouteRight, 'role' | 'helpdesk'>): boolean {
  if (held === 'helpdesk') return open;
  return ranks[held] >= ranks[role];
}

const ranks: Readonly<Record<RankedRole, number>> = { auditor: 1, operator: 2, administrator: 3 };

/** Questions whose answer is in the audit trail under the name of who asked. */
const traced: ReadonlySet<string> = new Set([
  'GET /audit/export',
  'GET /evidence',
  'GET /exports/:kind',
  'GET /hand-overs.csv',
  'GET /helpdesk/user',
  'GET /policies/:id/yaml',
  'GET /policy-files',
]);

/** Whether asking leaves a trace, so that no foreign page may have it asked. */
export function leavesTrace(method: string, route: string): boolean {
  return traced.has(`${method === 'HEAD' ? 'GET' : method} ${route}`);
}

/** Running a policy asks for credentials, which a token is; nothing else that does is left to one. */
const openToTokens: ReadonlySet<string> = new Set(['POST /policies/:id/runs']);

/** What a person does as themselves; to reject a plan is as much a decision as to approve it. */
const ofPersons: ReadonlySet<string> = new Set(['DELETE /session', 'POST /session/proof', 'POST /runs/:id/reject']);

/** Whether a token of this product's own is enough: it decides nothing in place of a person, and makes no other tokens. */
export function isOpenToTokens(method: string, route: string): boolean {
  const name = `${method} ${route}`;
  return openToTokens.has(name) || !(proven.has(name) || ofPersons.has(name));
}

/** Every route that is named here, so that a renamed one is noticed. */
export const namedRoutes: readonly string[] = [
  ...new Set([...operators, ...helpdesk, ...everybody, ...reading, ...proven, ...stopping, ...traced, ...openToTokens]),
];
