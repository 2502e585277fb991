// The table of abilities in POLICIES.md says what the adapter finds at every version; it is written by a program, never by hand.
import { expect, test } from 'vitest';
import { askTiers } from './ask-tiers.ts';
import { readTable } from './kept-table.ts';
import { renderTable } from './render-table.ts';

test('the table of abilities in POLICIES.md is what the adapter finds (else run scripts/capability-table.ts)', async () => {
  const tiers = await askTiers();
  expect(tiers.map((tier) => tier.line)).toEqual(['7.4', '7.19', '8.3', '8.5', '9.2', '9.4', '10.2']);
  expect(await readTable()).toBe(renderTable(tiers));
});
