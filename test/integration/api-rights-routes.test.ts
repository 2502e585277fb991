// What each role may change, by asking every route there is: the lists stand here in words, so that a new route has to be put on one.
import type { InjectOptions } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { api } from './api-harness.ts';
import { closeAll, openForRoles, type Role } from './role-harness.ts';

afterEach(closeAll);

type Opened = Awaited<ReturnType<typeof openForRoles>>;

interface Called {
  readonly route: string;
  readonly request: InjectOptions;
}

const ending = 'DELETE /session';

/** Every route of the API but the way in and the way out, as it can be called. */
function listRoutes({ started }: Opened): Called[] {
  return started.routes
    .filter(({ url }) => url.startsWith(api))
    .flatMap(({ method, url }) =>
      [method].flat().map((one) => ({
        route: `${one} ${url.replace(api, '')}`,
        request: { method: one as 'GET', url: url.replace(api, '').replaceAll(/:\w+/g, '1') },
      })),
    )
    .filter(({ route }) => route !== 'POST /session' && route !== ending);
}

const isChange = ({ route }: Called) => !route.startsWith('GET ');

/** The routes that change something and are not closed to a role, whatever they answer then. */
async function findOpen(role: Role): Promise<string[]> {
  const opened = await openForRoles();
  const headers = await opened.headersOf(role);
  const open: string[] = [];
  for (const { route, request } of listRoutes(opened).filter(isChange)) {
    const { code } = await opened.call({ ...request, headers });
    if (code !== 'role_too_low') open.push(route);
  }
  return open.sort();
}

const questions = ['POST /exports/users', 'POST /policy-drafts', 'POST /policy-files/check', 'POST /users/search'];
const ofOnesOwn = [
  'DELETE /personal/filters/:name',
  'POST /session/proof',
  'PUT /personal/columns',
  'PUT /personal/filters/:name',
];

describe('of all routes that are no plain reading', () => {
  it('an auditor may call those that only ask, and those of their own session and page', async () => {
    expect(await findOpen('auditor')).toEqual([...questions, ...ofOnesOwn].sort());
  });

  it('an operator may besides call those that act, and none that sets how everything is done', async () => {
    const acts = [
      'DELETE /lists/:name',
      'POST /bulk-runs',
      'POST /exemptions',
      'POST /helpdesk/give-backs',
      'POST /lists',
      'POST /policies/:id/runs',
      'POST /runs',
      'POST /runs/:id/approve',
      'POST /runs/:id/cancel',
      'POST /runs/:id/carry-out',
      'POST /runs/:id/pause',
      'POST /runs/:id/reject',
      'POST /runs/:id/resume',
      'POST /runs/:id/undo',
      'POST /simulations',
      'POST /simulations/:id/compare',
      'POST /simulations/all',
      'POST /snapshots',
      'PUT /lists/:name',
      'PUT /process/emergency-stop',
    ];
    expect(await findOpen('operator')).toEqual([...questions, ...ofOnesOwn, ...acts].sort());
  });

  it('the helpdesk may call two', async () => {
    expect(await findOpen('helpdesk')).toEqual(['POST /helpdesk/give-backs', 'POST /session/proof']);
  });

  it('an administrator may call all', async () => {
    const opened = await openForRoles();
    expect(await findOpen('administrator')).toEqual(
      listRoutes(opened)
        .filter(isChange)
        .map(({ route }) => route)
        .sort(),
    );
  });
});

describe('the rights of whoever calls', () => {
  it('are asked of Confluence anew before each change, and not for what only asks within a minute', async () => {
    let asked = 0;
    const opened = await openForRoles({
      groupsOf: async () => {
        asked += 1;
        return ['um-admins'];
      },
    });
    const headers = await opened.headersOf('administrator');
    for (const called of listRoutes(opened)) {
      asked = 0;
      await opened.call({ ...called.request, headers });
      const asksAnew = isChange(called) && !questions.includes(called.route);
      // The stream of a run looks again while it lasts; here there is no run.
      expect([called.route, asked > 0]).toEqual([called.route, asksAnew]);
    }
  });

  it('are not enough ten minutes after credentials were given, for all but what stops, spares, declines, rehearses or asks', async () => {
    const opened = await openForRoles();
    const headers = await opened.headersOf('administrator');
    opened.started.advance(10 * 60_000 + 1000);
    const unproven: string[] = [];
    for (const { route, request } of listRoutes(opened).filter(isChange)) {
      const { code } = await opened.call({ ...request, headers });
      if (code !== 'proof_needed') unproven.push(route);
    }
    const stops = [
      'DELETE /tokens/:id',
      'POST /runs/:id/cancel',
      'POST /runs/:id/pause',
      // To stop: letting go takes credentials, which its body says.
      'PUT /process/emergency-stop',
    ];
    const spares = ['POST /exemptions'];
    const declines = ['POST /runs/:id/reject'];
    const rehearses = [
      'POST /bulk-runs',
      'POST /simulations',
      'POST /simulations/:id/compare',
      'POST /simulations/all',
      'POST /snapshots',
    ];
    // A new list has a name of its own, for which no policy asks yet.
    const isNew = ['POST /lists'];
    const mails = ['POST /mails/:id/drop', 'POST /mails/:id/retry', 'POST /mails/test'];
    const expected = [...questions, ...ofOnesOwn, ...stops, ...spares, ...declines, ...rehearses, ...isNew, ...mails];
    expect(unproven.sort()).toEqual(expected.sort());
  });
});

describe('a plain reading', () => {
  it('changes nothing: it leaves no line in the trail and wakes nobody, exports apart', async () => {
    const opened = await openForRoles();
    const headers = await opened.headersOf('administrator');
    const left: string[] = [];
    let { number } = await opened.started.store.audit.readHead();
    for (const { route, request } of listRoutes(opened).filter((one) => !isChange(one))) {
      await opened.call({ ...request, headers });
      const head = await opened.started.store.audit.readHead();
      if (head.number !== number) left.push(route);
      number = head.number;
    }
    // Whoever takes along what the store holds is noted, also where it is asked for by an address.
    expect(left.sort()).toEqual(['GET /audit/export', 'GET /hand-overs.csv', 'GET /policy-files']);
    expect(opened.started.woken).toEqual([]);
  });
});
