// A digest names one plan: the same however its people are ordered, another for any change of what is intended.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlanInput } from '../../../../test/support/plans.ts';
import { type DigestScope, digestPlan, personText } from './digest.ts';
import { type PlanEntry, type PlannedStep, planEntries } from './plan.ts';

const scope: DigestScope = { hostId: 'host', policyId: 'idle', policyVersion: 3 };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hashPieces = (pieces: Iterable<string>) => sha256([...pieces].join(''));
const hashPerson = (entry: PlanEntry) => sha256(`salt${personText(entry)}`);
const digestOf = (entries: readonly PlanEntry[], of: DigestScope = scope) =>
  digestPlan({ entries }, of, hashPieces, hashPerson);

/** Plans of somebody with something to say about them. */
const anyEntries = anyPlanInput.map(planEntries).filter((entries) => entries.some((entry) => entry.steps.length > 0));
const place = fc.nat({ max: 1_000 });

function changeOne(entries: readonly PlanEntry[], at: number, change: (entry: PlanEntry) => PlanEntry): PlanEntry[] {
  return entries.map((entry, index) => (index === at % entries.length ? change(entry) : entry));
}

const changesOfPerson: Readonly<Record<string, (entry: PlanEntry) => PlanEntry>> = {
  'the key': (entry) => ({ ...entry, userKey: `${entry.userKey}x` as PlanEntry['userKey'] }),
  'the username': (entry) => ({ ...entry, username: `${entry.username}x` as PlanEntry['username'] }),
  'the status before': ({ before, ...entry }) => ({
    ...entry,
    before: { ...before, status: before.status === 'active' ? 'disabled' : 'active' },
  }),
  'the address before': ({ before, ...entry }) => ({
    ...entry,
    before: { ...before, email: before.email === null ? '' : null },
  }),
  'the name before': ({ before, ...entry }) => ({
    ...entry,
    before: { ...before, displayName: `${before.displayName}x` },
  }),
  'a group before': ({ before, ...entry }) => ({
    ...entry,
    before: { ...before, directGroups: [...before.directGroups, 'one more'] },
  }),
  'whether all groups were known': ({ before, ...entry }) => ({
    ...entry,
    before: { ...before, groupsIncomplete: true },
  }),
};

const changesOfStep: Readonly<Record<string, (step: PlannedStep) => PlannedStep>> = {
  'what is done': (step) => ({
    ...step,
    change: step.change.kind === 'disable' ? { kind: 'enable' } : { kind: 'disable' },
  }),
  'the group': (step) => ({ ...step, change: { kind: 'add-to-group', group: 'another' } }),
  'the direction': (step) => {
    if (!('group' in step.change)) return { ...step, change: { kind: 'remove-from-group', group: 'another' } };
    const kind = step.change.kind === 'add-to-group' ? 'remove-from-group' : 'add-to-group';
    return { ...step, change: { kind, group: step.change.group } };
  },
  'what the plan says of it': (step) => ({
    ...step,
    disposition: step.disposition.kind === 'planned' ? { kind: 'already' } : { kind: 'planned' },
  }),
  'the guard': (step) => ({ ...step, disposition: { kind: 'refused', guard: 'another' } }),
  'why it is not supported': (step) => ({ ...step, disposition: { kind: 'unsupported', reason: 'group-missing' } }),
};

describe('the digest of a plan', () => {
  it('is the same whatever the order of its people', () => {
    fc.assert(
      fc.property(anyEntries, fc.infiniteStream(fc.nat()), (entries, chance) => {
        const shuffled = entries
          .map((entry) => ({ entry, by: chance.next().value ?? 0 }))
          .sort((one, other) => one.by - other.by)
          .map(({ entry }) => entry);
        expect(digestOf(shuffled)).toBe(digestOf(entries));
      }),
    );
  });

  it('is the same after the plan was written down and read again, whatever the order of keys', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const turned = JSON.parse(JSON.stringify(entries), (_key, value: unknown) =>
          value !== null && typeof value === 'object' && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        ) as PlanEntry[];
        expect(digestOf(turned)).toBe(digestOf(entries));
      }),
    );
  });

  it('is the same whatever the order in which groups were read', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const turned = entries.map((entry) => ({
          ...entry,
          before: { ...entry.before, directGroups: entry.before.directGroups.toReversed() },
        }));
        expect(digestOf(turned)).toBe(digestOf(entries));
      }),
    );
  });

  it.each(Object.entries(changesOfPerson))('is another when somebody changes in %s', (_what, change) => {
    fc.assert(
      fc.property(anyEntries, place, (entries, at) => {
        expect(digestOf(changeOne(entries, at, change))).not.toBe(digestOf(entries));
      }),
    );
  });

  it.each(Object.entries(changesOfStep))('is another when a step changes in %s', (_what, change) => {
    fc.assert(
      fc.property(anyEntries, place, place, (entries, at, stepAt) => {
        const changed = changeOne(entries, at, (entry) => ({
          ...entry,
          steps: entry.steps.map((step, index) => (index === stepAt % entry.steps.length ? change(step) : step)),
        }));
        if (JSON.stringify(changed) === JSON.stringify(entries)) return;
        expect(digestOf(changed)).not.toBe(digestOf(entries));
      }),
    );
  });

  it('is another when somebody or a step is left out or comes twice, and when steps change places', () => {
    fc.assert(
      fc.property(anyEntries, place, (entries, at) => {
        const index = at % entries.length;
        expect(digestOf(entries.toSpliced(index, 1))).not.toBe(digestOf(entries));
        const twice = changeOne(entries, at, (entry) => ({ ...entry, steps: [...entry.steps, ...entry.steps] }));
        const turned = changeOne(entries, at, (entry) => ({ ...entry, steps: entry.steps.toReversed() }));
        if ((entries[index]?.steps.length ?? 0) > 0) expect(digestOf(twice)).not.toBe(digestOf(entries));
        if ((entries[index]?.steps.length ?? 0) > 1) expect(digestOf(turned)).not.toBe(digestOf(entries));
      }),
    );
  });

  it.each([
    { ...scope, hostId: 'another' },
    { ...scope, policyId: 'another' },
    { ...scope, policyVersion: 4 },
  ])('is another for another host, policy or version: %j', (other) => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        expect(digestOf(entries, other)).not.toBe(digestOf(entries));
      }),
    );
  });

  it('is that of all lines sorted at once, in whatever pieces it is hashed', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 40 }), anyEntries, (hashes, entries) => {
        const many = hashes.flatMap(() => entries);
        let asked = 0;
        const hash = () => hashes[asked++ % hashes.length] ?? '';
        const text = digestPlan({ entries: many }, scope, (pieces) => [...pieces].join(''), hash);
        const [, , , lines] = JSON.parse(text) as [string, string, number, string[]];
        expect(lines).toEqual([...lines].sort());
        expect(lines).toHaveLength(many.length);
        expect(text).toBe(JSON.stringify([scope.hostId, scope.policyId, scope.policyVersion, lines]));
      }),
    );
  });

  it('sees of people only what the hash of a person sees', () => {
    const hashed: string[] = [];
    const spy = (pieces: Iterable<string>) => {
      const text = [...pieces].join('');
      hashed.push(text);
      return sha256(text);
    };
    fc.assert(
      fc.property(anyEntries, (entries) => {
        digestPlan({ entries }, scope, spy, () => 'hash of a person');
        const text = hashed.splice(0).join();
        for (const { userKey, username, before } of entries) {
          for (const personal of [userKey, username, before.email]) {
            if (personal !== null) expect(text).not.toContain(`${personal}`);
          }
        }
      }),
    );
  });
});

describe('the text of a person', () => {
  it('is never the same for two people, however their names and groups run into each other', () => {
    const fragment = fc.constantFrom('a', 'b', '","', '"],"', '\n', '');
    const entry = fc
      .tuple(fragment, fragment, fragment, fc.array(fragment, { maxLength: 2 }))
      .map(([userKey, username, email, directGroups]) => ({
        userKey: userKey as PlanEntry['userKey'],
        username: username as PlanEntry['username'],
        before: { status: 'active' as const, email, displayName: '', directGroups: directGroups.sort() },
        trace: { combine: 'all' as const, verdict: 'yes' as const, children: [] },
        steps: [],
        notes: [],
      }));
    fc.assert(
      fc.property(entry, entry, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(personText(one) === personText(other)).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  });
});
