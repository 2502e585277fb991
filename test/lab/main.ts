// The lab as a process: reads the flags, starts, prints the one ready line on stdout, and ends at once on a signal.
import { readFlags, USAGE } from './flags.ts';
import { type Lab, startLab } from './lab.ts';

const flags = readFlags(process.argv.slice(2));

switch (flags.kind) {
  case 'help':
    process.stderr.write(USAGE);
    break;
  case 'fault':
    process.stderr.write(`${flags.sentence}\n`);
    process.exitCode = 2;
    break;
  case 'run':
    await run();
    break;
}

async function run(): Promise<void> {
  if (flags.kind !== 'run') return;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
  try {
    announce(await startLab({ ...flags.options, checkAnswers: false }));
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

function announce(lab: Lab): void {
  const { baseUrl, crowdUrl, controlUrl, admin } = lab;
  const applications = lab.applications.map(({ directory, name, password, writable }) => {
    return { directory, name, password, writable };
  });
  process.stderr.write(
    `Lab of Confluence ${lab.site.tier.version} with ${lab.world.users.size} users at ${baseUrl}; control at ${controlUrl}\n`,
  );
  process.stdout.write(`${JSON.stringify({ ready: true, baseUrl, crowdUrl, controlUrl, admin, applications })}\n`);
}

function explain(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? String(error.port) : 'one of its ports';
    return `The lab cannot start: port ${port} is taken; choose another with --port, --crowd-port or --control-port.`;
  }
  return `The lab cannot start: ${error instanceof Error ? error.message : String(error)}`;
}
