// A text with several policies is read document by document: each fault stands at its line of the whole.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicyTexts } from './read-text.ts';

describe('a text with several policies', () => {
  const one = (id: string) => `policy: ${id}\nname: ${id}\ncriteria: { status: active }\nactions: [disable]\n`;

  test('is read document by document, each fault at the line it has in the whole text', () => {
    const text = `# kept by Ann\n---\n${one('first')}---\n${one('second').replace('disable', 'disabel')}---\n`;
    const [first, second, ...rest] = readPolicyTexts(text, { defaultZone: 'UTC' });
    expect(first).toMatchObject({ definition: { policy: 'first' } });
    expect(second).toMatchObject({ faults: [{ path: 'actions[0]', line: 11, column: 11 }] });
    expect(rest).toEqual([]);
  });

  test('says of a text with nothing in it that it is empty', () => {
    for (const text of ['', '---\n', '# nothing\n---\n---\n']) {
      expect(readPolicyTexts(text, { defaultZone: 'UTC' })).toEqual([
        { faults: [{ path: '', message: expect.stringContaining('is empty') }] },
      ]);
    }
  });

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => readPolicyTexts(text, { defaultZone: 'UTC' }).length > 0),
    );
    for (const open of ['[', '{a: ', '- ', '? ']) {
      expect(readPolicyTexts(open.repeat(10_000), { defaultZone: 'UTC' })).toMatchObject([
        { faults: expect.arrayContaining([expect.anything()]) },
      ]);
    }
  });
});
