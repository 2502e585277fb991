// Merging evidence: the latest wins, doubt speaks for the person, and neither more evidence nor less coverage hurts anybody.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity, ActivityKind } from '../activity.ts';
import { type EvidenceItem, makeEvidence, type SourceCoverage } from './evidence.ts';
import { mergeEvidence } from './merge.ts';

const readAt = '2026-03-01T12:00:00.000Z';
const daysAgo = (days: number) => new Date(Date.parse(readAt) - days * 86_400_000).toISOString();

function cover(parts: Partial<SourceCoverage> = {}): SourceCoverage {
  return {
    source: 'logins',
    kind: 'login',
    importance: 'required',
    users: 'all',
    state: 'complete',
    since: null,
    readAt,
    ...parts,
  };
}

function item(source: string, told: string | null | undefined, kind: ActivityKind = 'login'): EvidenceItem {
  return makeEvidence({ source, kind, told, readAt });
}

const files = cover({ source: 'file', users: 'listed' });
const tokens = cover({ source: 'tokens', kind: 'token-use' });
const log = cover({ source: 'log', kind: 'page-view', importance: 'supporting' });
const unknown = (reason: string, atLeast?: number) =>
  atLeast === undefined
    ? { state: 'unknown', reason }
    : { state: 'unknown', reason, atLeast: expect.objectContaining({ at: daysAgo(atLeast) }) };

describe('the merged activity', () => {
  it('is the latest of all sightings, with its kind and source', () => {
    const items = [item('logins', daysAgo(200)), item('tokens', daysAgo(3), 'token-use'), item('log', daysAgo(40))];
    expect(mergeEvidence(items, [cover(), tokens, log])).toEqual({
      state: 'seen',
      at: daysAgo(3),
      kind: 'token-use',
      source: 'tokens',
      readAt,
    });
  });

  it('is never only where a source of logins covers the user and nobody ever saw them', () => {
    expect(mergeEvidence([item('logins', null)], [cover({ users: 'listed' }), tokens])).toMatchObject({
      state: 'never',
      source: 'logins',
    });
    expect(mergeEvidence([], [cover(), tokens])).toMatchObject({ state: 'never', source: 'logins' });
    expect(mergeEvidence([item('logins', null), item('log', daysAgo(400))], [cover(), log])).toMatchObject({
      state: 'seen',
      at: daysAgo(400),
    });
    expect(mergeEvidence([item('tokens', null, 'token-use')], [tokens, log])).toEqual(unknown('no-source'));
    expect(mergeEvidence([item('logins', null)], [cover(), cover({ source: 'sso', state: 'failed' })])).toEqual(
      unknown('source-failed'),
    );
  });

  it('is unknown where nothing covers the user, and says whether there is a source at all', () => {
    expect(mergeEvidence([], [])).toEqual(unknown('no-source'));
    expect(mergeEvidence([], [files])).toEqual(unknown('not-covered'));
    expect(mergeEvidence([item('log', daysAgo(100))], [log])).toEqual(unknown('no-source', 100));
    expect(mergeEvidence([item('log', daysAgo(100))], [log, files])).toEqual(unknown('not-covered', 100));
  });

  it('keeps the user unknown, at least so late, while a required source failed, broke off before them or is stale', () => {
    const seen = [item('logins', daysAgo(200))];
    for (const [state, reason] of [
      ['failed', 'source-failed'],
      ['partial', 'source-failed'],
      ['stale', 'source-stale'],
    ] as const) {
      expect(mergeEvidence(seen, [cover(), cover({ source: 'sso', state })])).toEqual(unknown(reason, 200));
    }
    const sso = [...seen, item('sso', daysAgo(90))];
    expect(mergeEvidence(sso, [cover(), cover({ source: 'sso', state: 'partial' })])).toMatchObject({
      state: 'seen',
      at: daysAgo(90),
    });
    expect(mergeEvidence(sso, [cover(), cover({ source: 'sso', state: 'stale' })])).toEqual(
      unknown('source-stale', 90),
    );
  });

  it('does not wait for a supporting source, and counts what it told before it failed', () => {
    const failed = cover({ source: 'log', kind: 'page-view', importance: 'supporting', state: 'failed' });
    expect(mergeEvidence([item('logins', daysAgo(200))], [cover(), failed])).toMatchObject({ state: 'seen' });
    const carried = { ...item('log', daysAgo(5)), carried: true };
    expect(mergeEvidence([item('logins', daysAgo(200)), carried], [cover(), failed])).toMatchObject({
      state: 'seen',
      at: daysAgo(5),
    });
  });

  it('does not take what a failed source said earlier for its last word', () => {
    const carried = { ...item('logins', daysAgo(200)), carried: true };
    expect(mergeEvidence([carried], [cover({ state: 'failed' })])).toEqual(unknown('source-failed', 200));
  });

  it('drops what cannot be read or lies in the future, and never calls such a user idle', () => {
    const future = item('log', '2027-01-01T00:00:00Z');
    const garbled = item('log', '01/02/2026');
    expect(mergeEvidence([future], [cover(), log])).toEqual(unknown('in-the-future'));
    expect(mergeEvidence([garbled, item('logins', daysAgo(200))], [cover(), log])).toEqual(unknown('unreadable', 200));
    expect(mergeEvidence([future, item('logins', daysAgo(1))], [cover(), log])).toEqual(unknown('in-the-future', 1));
  });

  it('believes the silence of a source that reaches back to a date only about what came after', () => {
    const since = cover({ source: 'sso', since: daysAgo(100) });
    expect(mergeEvidence([item('logins', daysAgo(200))], [cover(), since])).toEqual(unknown('before-coverage', 200));
    expect(mergeEvidence([item('logins', daysAgo(95))], [cover(), since])).toMatchObject({ state: 'seen' });
    expect(mergeEvidence([], [since])).toEqual(unknown('before-coverage'));
  });

  it('takes a password check for proof of use, and never for proof of none: single sign-on asks for no password', () => {
    const checks = cover({ source: 'directory', kind: 'authentication' });
    const checked = item('directory', daysAgo(150), 'authentication');
    expect(mergeEvidence([checked], [checks])).toMatchObject(unknown('no-source', 150));
    expect(mergeEvidence([item('logins', daysAgo(200)), checked], [cover(), checks])).toMatchObject({
      state: 'seen',
      at: daysAgo(150),
      kind: 'authentication',
    });
    expect(mergeEvidence([item('directory', null, 'authentication')], [checks])).toEqual(unknown('no-source'));
  });

  it('is unknown where the source lists the user and says nothing', () => {
    expect(mergeEvidence([item('logins', undefined)], [cover()])).toEqual(unknown('not-told'));
    expect(mergeEvidence([item('file', undefined)], [{ ...files, importance: 'supporting' }])).toEqual(
      unknown('not-told'),
    );
  });
});

const sources = ['a', 'b', 'c', 'd'];
const anyKind = fc.constantFrom<ActivityKind>('login', 'authentication', 'token-use', 'contribution', 'page-view');
const anyCoverage: fc.Arbitrary<readonly SourceCoverage[]> = fc
  .tuple(
    ...sources.map((source) =>
      fc.option(
        fc.record({
          source: fc.constant(source),
          kind: anyKind,
          importance: fc.constantFrom('required', 'supporting'),
          users: fc.constantFrom('all', 'listed'),
          state: fc.constantFrom('complete', 'complete', 'partial', 'failed', 'stale'),
          since: fc.option(fc.integer({ min: 0, max: 400 }).map(daysAgo)),
          readAt: fc.constant<string>(readAt),
        }),
      ),
    ),
  )
  .map((all) => all.filter((one) => one !== null));

const anyItem: fc.Arbitrary<EvidenceItem> = fc
  .record({
    source: fc.constantFrom(...sources),
    kind: anyKind,
    told: fc.oneof(
      fc.integer({ min: 0, max: 400 }).map(daysAgo),
      fc.constantFrom(null, undefined, 'soon', '2030-01-01T00:00:00Z'),
    ),
    carried: fc.boolean(),
  })
  .map(({ source, kind, told, carried }) => ({ ...makeEvidence({ source, kind, told, readAt }), carried }));
const anyItems = fc.array(anyItem, { maxLength: 6 });

/** Whether a policy over this many days would take the user for idle; "never" is the idlest of all. */
function looksIdle(activity: Activity, days: number): boolean {
  return activity.state === 'never' || (activity.state === 'seen' && activity.at <= daysAgo(days));
}

/** The last use that is known for certain, as text that sorts; empty where there is none. */
function knownUse(activity: Activity): string {
  if (activity.state === 'seen') return activity.at;
  return activity.state === 'unknown' ? (activity.atLeast?.at ?? '') : '';
}

/** Says of each source whether it has spoken about the user itself. */
function hasSpoken(items: readonly EvidenceItem[], source: string): boolean {
  return items.some((one) => one.source === source && !one.carried);
}

const anyDays = fc.constantFrom(1, 30, 90, 180, 365);
const thorough = { numRuns: 5_000 };

describe('whatever the sources say', () => {
  it('more evidence of a source that has spoken, or that claims nothing, never makes a user look less active', () => {
    fc.assert(
      fc.property(anyItems, anyCoverage, anyItem, anyDays, (items, coverage, added, days) => {
        fc.pre(hasSpoken(items, added.source) || added.carried || coverage.every((one) => one.source !== added.source));
        const before = mergeEvidence(items, coverage);
        const after = mergeEvidence([...items, added], coverage);
        expect(knownUse(after) >= knownUse(before)).toBe(true);
        // Where a source has no past, a sighting after its beginning settles what was open: that is what it is for.
        const sinceOpens = coverage.some((one) => one.since !== null);
        if (!looksIdle(before, days) && !sinceOpens) expect(looksIdle(after, days)).toBe(false);
      }),
      thorough,
    );
  });

  it('a sighting never makes anybody look idle who did not, by itself', () => {
    fc.assert(
      fc.property(anyItems, anyCoverage, anyItem, anyDays, (items, coverage, added, days) => {
        fc.pre(added.at !== null && added.at > daysAgo(days));
        expect(looksIdle(mergeEvidence([...items, added], coverage), days)).toBe(false);
      }),
      thorough,
    );
  });

  it('a source that fails, breaks off, goes stale or loses its past never turns unknown or active into idle', () => {
    const loss = fc.oneof(
      fc.constantFrom('failed', 'partial', 'stale').map((state) => ({ state }) as const),
      fc.integer({ min: 0, max: 400 }).map((days) => ({ since: daysAgo(days) })),
    );
    fc.assert(
      fc.property(anyItems, anyCoverage, fc.nat(3), loss, anyDays, (items, coverage, index, lost, days) => {
        const source = sources[index];
        const narrowed = coverage.map((one) => {
          if (one.source !== source) return one;
          if ('since' in lost)
            return { ...one, since: one.since !== null && one.since > lost.since ? one.since : lost.since };
          return one.state === 'complete' || lost.state === 'failed' ? { ...one, ...lost } : one;
        });
        const before = mergeEvidence(items, coverage);
        if (!looksIdle(before, days)) expect(looksIdle(mergeEvidence(items, narrowed), days)).toBe(false);
      }),
      thorough,
    );
  });

  it('a source that cannot be read at all, with what it told before kept, never turns unknown or active into idle', () => {
    fc.assert(
      fc.property(anyItems, anyCoverage, fc.nat(3), anyDays, (items, coverage, index, days) => {
        const source = sources[index];
        const failed = coverage.map((one) => (one.source === source ? { ...one, state: 'failed' as const } : one));
        const kept = items.flatMap((one) => {
          if (one.source !== source) return [one];
          return one.word === 'never' || one.word === 'not-told' ? [] : [{ ...one, carried: true }];
        });
        const before = mergeEvidence(items, coverage);
        if (!looksIdle(before, days)) expect(looksIdle(mergeEvidence(kept, failed), days)).toBe(false);
      }),
      thorough,
    );
  });

  it('does not depend on the order in which it was said', () => {
    fc.assert(
      fc.property(anyItems, anyCoverage, (items, coverage) => {
        const forwards = mergeEvidence(items, coverage);
        const backwards = mergeEvidence([...items].reverse(), coverage);
        expect({ ...backwards, readAt: '' }).toEqual({ ...forwards, readAt: '' });
      }),
      thorough,
    );
  });
});
