// Writes the table of abilities by version into sidecar/POLICIES.md, or with --check says whether it is as it would be written.
import { askTiers } from './capability-table/ask-tiers.ts';
import { readTable, writeTable } from './capability-table/kept-table.ts';
import { renderTable } from './capability-table/render-table.ts';

const table = renderTable(await askTiers());
if (process.argv.includes('--check')) {
  const same = (await readTable()) === table;
  process.stdout.write(
    same
      ? 'sidecar/POLICIES.md says what each version can do\n'
      : 'sidecar/POLICIES.md is stale: run it without --check\n',
  );
  process.exitCode = same ? 0 : 1;
} else {
  await writeTable(table);
  process.stdout.write('sidecar/POLICIES.md written\n');
}
