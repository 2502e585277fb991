// An exported trail is checked offline: whatever single thing somebody does to it is found, and named where it is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainEntry, digestOf, entryText, hashPerson, noDigest } from './entry.ts';
import { type AuditLine, type CheckpointLine, readCheckpoint, writeLine } from './lines.ts';
import { hearLines } from './read-lines.ts';
import { openSigner } from './signature.ts';
import { openVerifier, type VerifyOptions } from './verify.ts';

const signer = openSigner(Buffer.alloc(32, 7));
const stranger = openSigner(Buffer.alloc(32, 9));
const trusting: VerifyOptions = { trusted: null, checkpoints: [], part: false };
const noon = '2026-03-01T12:00:00.000Z';

interface Wanted {
  readonly entries: number;
  /** Entries behind which a checkpoint stands. */
  readonly checkpoints?: readonly number[];
  /** Entries whose names were erased. */
  readonly erased?: readonly number[];
  readonly removed?: number;
}

/** A trail as the product writes it, from its parts. */
function makeTrail({ entries, checkpoints = [], erased = [], removed = 0 }: Wanted, by = signer) {
  const lines: AuditLine[] = [];
  const kept: CheckpointLine[] = [];
  let previous = noDigest;
  for (let n = 1; n <= removed + entries; n += 1) {
    const salted = { salt: `salt ${n}`, username: `ada ${n}`, userKey: null };
    const entry: ChainEntry = {
      v: 1,
      n,
      at: noon,
      event: 'policy.saved',
      actor: n % 3 === 0 ? 'system' : hashPerson(salted),
      about: null,
      details: { policy: 'idle', version: n, share: 2.5, 'ä\u2028': null },
      previous,
    };
    const digest = digestOf(entryText(entry));
    const names = entry.actor !== 'system' && !erased.includes(n);
    if (n > removed) {
      lines.push({ kind: 'entry', entry, digest, people: names ? ['actor'] : [] });
      if (names) lines.push({ kind: 'person', n, part: 'actor', ...salted });
    }
    const checkpoint = by.sign({ kind: 'checkpoint' as const, v: 1, n, digest, at: noon });
    if (checkpoints.includes(n)) kept.push(checkpoint);
    if (checkpoints.includes(n) && n > removed) lines.push(checkpoint);
    if (n === removed) {
      const times = { firstAt: noon, lastAt: noon, at: noon };
      lines.push(by.sign({ kind: 'cut' as const, v: 1, through: n, digest, entries: n, ...times }));
    }
    if (n === removed) lines.unshift({ kind: 'start', v: 1, after: n, digest, keys: [by.publicKey] });
    previous = digest;
  }
  if (removed === 0) lines.unshift({ kind: 'start', v: 1, after: 0, digest: noDigest, keys: [by.publicKey] });
  return { texts: seal(lines.map(writeLine), by), kept };
}

function seal(texts: readonly string[], by = signer): string[] {
  const digest = digestOf(texts.join(''));
  return [...texts, writeLine(by.sign({ kind: 'seal' as const, v: 1, lines: texts.length, digest }))];
}

async function check(bytes: string | Uint8Array, options: VerifyOptions = trusting) {
  const verifier = openVerifier(options);
  const complete = await hearLines([Buffer.from(bytes)], verifier.line);
  return verifier.end(complete);
}

const full: Wanted = { entries: 8, checkpoints: [3, 6], erased: [4], removed: 2 };

describe('a sound trail', () => {
  it('is found sound, with what it holds', async () => {
    const { texts, kept } = makeTrail(full);
    expect(await check(texts.join(''), { ...trusting, checkpoints: kept })).toMatchObject({
      summary: {
        entries: 8,
        first: 3,
        last: { n: 10 },
        checkpoints: 2,
        removed: 2,
        erased: 1,
        keys: [signer.fingerprint],
      },
    });
    expect(await check(makeTrail({ entries: 0 }).texts.join(''))).toMatchObject({
      summary: { entries: 0, last: null },
    });
  });

  it('is read alike in whatever pieces it comes', async () => {
    const bytes = Buffer.from(makeTrail(full).texts.join(''));
    const verifier = openVerifier(trusting);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_one, part) =>
      bytes.subarray(part * 7, part * 7 + 7),
    );
    expect(verifier.end(await hearLines(pieces, verifier.line))).toHaveProperty('summary');
  });
});

describe('a trail that somebody had in hand', () => {
  const { texts, kept } = makeTrail(full);
  const bytes = Buffer.from(texts.join(''));
  const anyByte = fc.integer({ min: 0, max: bytes.length - 1 });
  const anyLine = fc.integer({ min: 0, max: texts.length - 1 });
  const isBroken = async (changed: string | Uint8Array) => expect(await check(changed)).toHaveProperty('fault');

  it('is found broken by any single byte changed, whichever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 255 }), async (by) => {
        // Every place, each time by another byte.
        for (let place = 0; place < bytes.length; place += 1) {
          const changed = Buffer.from(bytes);
          changed[place] = ((changed[place] ?? 0) + by) % 256;
          await isBroken(changed);
        }
      }),
      { numRuns: 2 },
    );
  }, 120_000);

  it('is found broken by any bytes removed or put in', async () => {
    await fc.assert(
      fc.asyncProperty(anyByte, fc.integer({ min: 1, max: 400 }), async (place, length) => {
        await isBroken(Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + length)]));
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length }),
        fc.uint8Array({ minLength: 1 }),
        async (place, added) => {
          await isBroken(Buffer.concat([bytes.subarray(0, place), added, bytes.subarray(place)]));
        },
      ),
    );
  });

  it('is found broken by any line removed, repeated, put in or exchanged for another', async () => {
    await fc.assert(
      fc.asyncProperty(anyLine, anyLine, fc.constantFrom('remove', 'repeat', 'swap'), async (one, other, act) => {
        fc.pre(act !== 'swap' || texts[one] !== texts[other]);
        const changed = [...texts];
        const [first = '', second = ''] = [texts[one], texts[other]];
        if (act === 'remove') changed.splice(one, 1);
        if (act === 'repeat') changed.splice(other, 0, first);
        if (act === 'swap') Object.assign(changed, { [one]: second, [other]: first });
        await isBroken(changed.join(''));
      }),
      { numRuns: 500 },
    );
  });

  it('is found broken by any single byte changed, removed, put in or moved in a checkpoint that is kept apart as a file', async () => {
    const [first] = kept;
    if (first === undefined) throw new Error('The trail has no checkpoint.');
    const file = Buffer.from(writeLine(first));
    const anyPlace = fc.integer({ min: 0, max: file.length - 1 });
    /** As the command line reads such a file: what is none is refused before the trail is looked at. */
    const isFound = async (changed: Uint8Array) => {
      const checkpoint = readCheckpoint(Buffer.from(changed).toString('utf8'));
      if (checkpoint !== null) {
        expect(await check(bytes, { ...trusting, checkpoints: [checkpoint] })).toHaveProperty('fault');
      }
    };
    for (let place = 0; place < file.length; place += 1) {
      const changed = Buffer.from(file);
      changed[place] = ((changed[place] ?? 0) + 1) % 256;
      await isFound(changed);
      await isFound(Buffer.concat([file.subarray(0, place), file.subarray(place + 1)]));
    }
    await fc.assert(
      fc.asyncProperty(anyPlace, anyPlace, fc.integer({ min: 0, max: 255 }), async (one, other, byte) => {
        await isFound(Buffer.concat([file.subarray(0, one), Buffer.from([byte]), file.subarray(one)]));
        fc.pre(file[one] !== file[other]);
        const changed = Buffer.from(file);
        [changed[one], changed[other]] = [file[other] ?? 0, file[one] ?? 0];
        await isFound(changed);
      }),
      { numRuns: 300 },
    );
    expect(await check(bytes, { ...trusting, checkpoints: [first] })).toHaveProperty('summary');
  });
});

describe('the first broken entry is named', () => {
  const { texts } = makeTrail({ entries: 6, checkpoints: [4], erased: [2] });
  const at = (n: number, kind: string) =>
    texts.findIndex((text) => text.includes(`"kind":"${kind}"`) && new RegExp(`"n":${n}\\b`).test(text));
  const change = (place: number, from: string, to: string) =>
    texts.map((text, index) => (index === place ? text.replace(from, to) : text)).join('');

  it.each([
    ['its text was changed', change(at(5, 'entry'), '"version":5', '"version":6'), 'entry-changed', 5],
    ['its digest was changed', change(at(5, 'entry'), '"digest":"', '"digest":"0'), 'line-not-understood', 4],
    ['the name beside it was changed', change(at(4, 'person'), 'ada 4', 'bob 4'), 'person-changed', 4],
    ['the name beside it was removed', texts.toSpliced(at(4, 'person'), 1).join(''), 'person-missing', 4],
    ['it was removed', texts.toSpliced(at(3, 'entry'), 1).join(''), 'entry-missing', 3],
    [
      'it was repeated',
      texts.toSpliced(at(3, 'entry'), 0, texts[at(2, 'entry')] ?? '').join(''),
      'entry-out-of-place',
      2,
    ],
    ['its checkpoint was changed', change(at(4, 'checkpoint'), noon, noon.replace('12', '13')), 'signature-wrong', 4],
    ['the end was cut off', texts.slice(0, at(5, 'entry')).join(''), 'seal-missing', 4],
    ['something follows the end', `${texts.join('')}{}\n`, 'after-seal', 6],
    ['its last line feed is gone', texts.join('').slice(0, -1), 'seal-missing', 6],
  ])('where %s', async (_what, text, code, entry) => {
    expect(await check(text)).toMatchObject({ fault: { code, entry } });
  });

  it('where an entry was written anew with a digest that fits it', async () => {
    const place = at(3, 'entry');
    const line = JSON.parse(texts[place] ?? '');
    const entry: ChainEntry = { ...line.entry, event: 'policy.retired' };
    const anew = writeLine({ ...line, entry, digest: digestOf(entryText(entry)) });
    expect(await check(texts.toSpliced(place, 1, anew).join(''))).toMatchObject({
      fault: { code: 'chain-broken', entry: 4 },
    });
  });
});

describe('who has the secret of no installation', () => {
  const whole = makeTrail({ entries: 5, checkpoints: [2, 5] });

  it('cannot leave off the end where a later checkpoint is kept apart, and is not found without one', async () => {
    const shorter = makeTrail({ entries: 4, checkpoints: [2] }).texts.join('');
    const options = { ...trusting, checkpoints: whole.kept };
    expect(await check(shorter, options)).toMatchObject({ fault: { code: 'tail-missing', entry: 5 } });
    expect(await check(shorter)).toHaveProperty('summary');
  });

  it('cannot write a trail anew with a key of their own where the right one is known', async () => {
    const forged = makeTrail({ entries: 5, checkpoints: [2, 5] }, stranger).texts.join('');
    const trusted = [signer.publicKey];
    expect(await check(forged, { ...trusting, trusted })).toMatchObject({ fault: { code: 'key-not-trusted' } });
    expect(await check(whole.texts.join(''), { ...trusting, trusted })).toHaveProperty('summary');
    expect(await check(forged, { ...trusting, checkpoints: whole.kept })).toMatchObject({
      fault: { code: 'kept-checkpoint-wrong' },
    });
  });

  it('cannot remove the beginning behind a marker of their own where the right key is known, nor where its last entry is kept', async () => {
    const forged = makeTrail({ ...full, removed: 4 }, stranger).texts;
    const start = JSON.parse(forged[0] ?? '');
    const both = [...start.keys, signer.publicKey];
    const text = seal([writeLine({ ...start, keys: both }), ...forged.slice(1, -1)], stranger).join('');
    const trusted = [signer.publicKey];
    expect(await check(text, { ...trusting, trusted })).toMatchObject({ fault: { code: 'key-not-trusted' } });
    const said = { kind: 'checkpoint' as const, v: 1 as const, digest: digestOf('another'), at: noon };
    const other = [2, 4].map((n) => signer.sign({ ...said, n }));
    expect(await check(text, { ...trusting, checkpoints: other })).toMatchObject({
      fault: { code: 'checkpoint-contradicts', entry: 4 },
    });
    // Of what is removed nothing is left that could contradict: that is counted, and never called agreement.
    expect(await check(text, { ...trusting, checkpoints: other.slice(0, 1) })).toMatchObject({
      summary: { apartUnheld: 1 },
    });
  });

  it('cannot begin a trail later than it began without a signed marker', async () => {
    const { texts } = makeTrail(full);
    const lines = texts.slice(0, -1).filter((text) => !text.includes('"kind":"cut"'));
    expect(await check(seal(lines).join(''))).toMatchObject({ fault: { code: 'cut-missing' } });
  });
});
