// Writes the table of abilities by version into README.md, or with --check says whether it is as it would be written.
import { askTiers } from './capability-table/ask-tiers.ts';
import { readTable, writeTable } from './capability-table/readme-table.ts';
import { renderTable } from './capability-table/render-table.ts';

const table = renderTable(await askTiers());
if (process.argv.includes('--check')) {
  const same = (await readTable()) === table;
  process.stdout.write(
    same ? 'README.md says what each version can do\n' : 'README.md is stale: run it without --check\n',
  );
  process.exitCode = same ? 0 : 1;
} else {
  await writeTable(table);
  process.stdout.write('README.md written\n');
}
