// The cast of traps: people a naive "inactive for 90 days" would hit. The sample policies run live; nobody of them is touched.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPoliciesFolder } from '../../sidecar/src/services/policy-files/read-folder.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { TRAPS } from '../lab/world/traps.ts';
import { readState, type StateUser } from '../support/lab-state.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const samples = fileURLToPath(new URL('../lab/policies/', import.meta.url));

/** What somebody careless would write, protected by nothing but the product's own guards and the exempt group. */
const careless = buildPolicy({
  criteria: { any: [{ inactiveDays: 90 }, { neverActive: { accountOlderThanDays: 30 } }, { disabledDays: 365 }] },
  actions: [{ removeFromGroups: ['confluence-users', 'all-staff'] }, 'disable'],
  protect: { users: [], groups: ['keep'] },
});

describe('traps on Confluence 10.2', () => {
  let lab: Lab;
  let sidecar: Sidecar;
  let before: ReadonlyMap<string, StateUser>;
  let after: ReadonlyMap<string, StateUser>;

  beforeAll(async () => {
    lab = await startLab({ users: 400 });
    sidecar = await startSidecar({ lab });
    before = await readState(lab);
    const { policies, faults } = await readPoliciesFolder(samples, { defaultZone: 'UTC' });
    expect(faults).toEqual([]);
    for (const { definition } of [...policies, { definition: careless }]) {
      const run = await runPolicy(sidecar, definition, 'live');
      expect(run).toMatchObject({ ending: 'completed', mode: 'live', failure: null });
    }
    after = await readState(lab);
  });
  afterAll(async () => {
    expect(lab.violations).toEqual([]);
    await sidecar?.close();
    await lab?.close();
  });

  it('acted on others, so that leaving the traps alone means something', () => {
    const changed = [...before.values()].filter((user) => user.status !== after.get(user.username)?.status);
    expect(changed.length).toBeGreaterThan(20);
  });

  it.each(TRAPS.map(({ trap, username, why }) => ({ trap, username, why })))(
    'never touches "$trap": $username',
    ({ username }) => {
      expect(before.get(username)).toBeDefined();
      expect(after.get(username)).toEqual(before.get(username));
    },
  );

  it.each(['plus+idle', 'percent%20idle', 'jörg.groß', "d'angelo", 'two.licences.idle', 'show.markup', 'show.break'])(
    'does reach the idle user whose name or groups are delicate: %s',
    (username) => {
      expect(after.get(username)).toMatchObject({ status: 'deactivated' });
      expect(after.get(username)?.groups).not.toContain('confluence-users');
    },
  );
});
