// `sql`: prints the read-only statements that a database administrator can run where this product gets no login.
import type { Command } from '../frame/command.ts';

export const sql: Command = {
  name: 'sql',
  takes: '[--engine ENGINE] [NAME]',
  words: { least: 0, most: 1, what: 'one name of a statement' },
  about: "prints read-only statements for whoever looks after Confluence's database",
  details: [
    'ENGINE is postgres, mysql (MariaDB too), mssql or oracle; without it, the one of UM_CONFLUENCE_DATABASE_URL,',
    'or postgres. Each statement only reads. Save its answer as CSV with the column names in the first row.',
    '',
    'NAME prints one statement alone. The name reader-login prints how to make a login that may read what this product',
    'needs (postgres, mysql); it comes by name only, because it is the one thing here that changes something.',
    '',
    '  user-management sql --engine oracle > statements.sql',
    '  user-management sql --engine mysql reader-login',
  ],
  flags: [{ name: 'engine', value: 'ENGINE', about: 'postgres, mysql, mssql or oracle' }],
  run: async (call) => {
    const { printStatements } = await import('./print-statements.ts');
    return printStatements(call);
  },
};
