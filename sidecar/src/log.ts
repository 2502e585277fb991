// The log: JSON lines with a static message and fields, from which secrets are taken out by name, by form and by value.
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

export interface LogOptions {
  readonly level: Config['logLevel'];
  /** Values that must never appear, whatever field or message they get into. */
  readonly hide?: readonly string[];
  /** Where lines go; standard output if absent. */
  readonly destination?: DestinationStream;
}

const secretName = /authori[sz]ation|cookie|passw(?:or)?d|token|secret|credential/i;
const mask = '[hidden]';
const depthLimit = 6;

/** Opens the log. Fields named like secrets, `Bearer …`, `Basic …` and credentials in addresses are masked at any depth. */
export function openLog({ level, hide = [], destination }: LogOptions): Log {
  const values = hide.filter((value) => value.length > 3).flatMap(spellings);
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    // Errors are described by the formatter below; pino's own way of writing them would look for secrets nowhere.
    serializers: { err: (described: unknown) => described },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => maskFields(fields, 0) as Record<string, unknown>,
    },
    hooks: { streamWrite: (line: string) => maskLine(line, values) },
  };
  return pino(options, destination ?? openStandardOutput());
}

/** So much waits for whoever reads the log and does not; what comes beyond is lost, and counted. */
const mostWaitingBytes = 8 * 1024 * 1024;

/**
 * Node's own stream waits for nobody: neither for a reader who has stopped reading, nor at the end for one who is gone.
 * Without one the log goes nowhere, and the work goes on.
 */
function openStandardOutput(): DestinationStream {
  const { stdout } = process;
  let lines = 0;
  stdout.on('error', () => undefined);
  return {
    write: (line) => {
      if (stdout.writableLength + line.length > mostWaitingBytes) {
        lines += 1;
        return;
      }
      if (lines > 0) stdout.write(tellLost(lines));
      lines = 0;
      stdout.write(line);
    },
  };
}

function tellLost(lines: number): string {
  const told = {
    level: 'warn',
    time: new Date().toISOString(),
    lines,
    msg: 'lines of the log were lost, as nobody read them',
  };
  return `${JSON.stringify(told)}\n`;
}

/** A copy in which every field named like a secret is masked; errors become their name, code, message and stack. */
function maskFields(value: unknown, depth: number): unknown {
  if (value instanceof Error) return describeError(value, depth);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value;
  if (depth >= depthLimit) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => maskFields(item, depth + 1));
  const entries = Object.entries(value).map(([key, field]) => [
    key,
    secretName.test(key) && field !== null && typeof field !== 'boolean' ? mask : maskFields(field, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function describeError(error: Error, depth: number): object {
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const reason = cause === undefined || depth >= depthLimit ? {} : { cause: maskFields(cause, depth + 1) };
  return { name, ...code, message, stack, ...reason };
}

/** Masks what only the finished line shows: sign-ins inside texts, credentials inside addresses, known values. */
function maskLine(line: string, values: readonly string[]): string {
  let masked = line
    .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/g, `$1 ${mask}`)
    .replace(/:\/\/[^/?#\s"\\]*@/g, `://${mask}@`);
  for (const value of values) masked = masked.replaceAll(value, mask);
  return masked;
}

/** How a value may be spelt in a line: as JSON text, in an address, in base64. */
function spellings(value: string): string[] {
  const spelt = [JSON.stringify(value).slice(1, -1), encodeURIComponent(value), Buffer.from(value).toString('base64')];
  return [...new Set(spelt)];
}
