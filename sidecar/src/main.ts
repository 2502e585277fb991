// The process: configuration, context, app, signals. The only file that exits.
import { readFileSync } from 'node:fs';
import { buildApp } from './app.ts';
import { formatFaults, loadConfig } from './config.ts';
import { createContext } from './context.ts';

/** `EX_CONFIG` of sysexits: the configuration is at fault, starting again will not help. */
const exitConfigurationFault = 78;

/** Requests that are being answered are waited for this long at the end. */
const answeringMs = 1_500;

const loaded = loadConfig(process.env, (path) => readFileSync(path, 'utf8'));
if ('faults' in loaded) {
  process.stderr.write(`${formatFaults(loaded.faults)}\n`);
  process.exit(exitConfigurationFault);
}

const { config, secrets, warnings } = loaded;
const context = await createContext(config, secrets).catch((error: unknown) => {
  process.stderr.write(`The database cannot be opened: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
const { log } = context;
for (const warning of warnings) log.warn({ warning }, 'configuration warning');

const app = buildApp(context);
let stopping = false;

async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping: the step at hand of each user at work (six at most) ends, the rest stays planned');
  await Promise.race([app.close(), context.clock.sleep(answeringMs)]);
  await context.close();
  log.info('stopped');
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));

try {
  await app.listen({ host: config.listen.host, port: config.listen.port });
} catch (error) {
  const { host, port } = config.listen;
  log.fatal({ err: error }, 'the address cannot be listened on');
  const why = error instanceof Error && 'code' in error ? `: ${error.code}` : '';
  process.stderr.write(
    `Nothing can listen on ${host}:${port}${why}. Another process may have it: end it, or set UM_LISTEN.\n`,
  );
  await context.close();
  process.exit(1);
}
const address = app.server.address();
log.info({ address, basePath: config.basePath }, 'listening');
try {
  await context.applyPolicies();
  if (!stopping) context.scheduler.start();
} catch (error) {
  // Whoever is stopping closes the store under the work that is still going on.
  if (!stopping) throw error;
}
