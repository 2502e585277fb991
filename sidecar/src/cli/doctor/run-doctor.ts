// Runs the doctor: reads the configuration, examines what it names, and prints the report.
import { readFileSync } from 'node:fs';
import { loadConfig } from '../../config.ts';
import { type Call, CommandFault } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { readVersion } from '../frame/version.ts';
import { runRecord } from '../record/run-record.ts';
import { examine } from './examine.ts';
import { printReport } from './print-report.ts';
import { buildReport } from './report.ts';

/** Throws `CommandFault` for a file without `--record`. */
export async function runDoctor(call: Call): Promise<ExitCode> {
  const { env, clock, flags, words, json, out } = call;
  if (flags.has('record')) return runRecord(call);
  if (words.length > 0) throw new CommandFault(exitCodes.usage, `"doctor" takes a file only with --record.`);
  const loaded = loadConfig(env, (path) => readFileSync(path, 'utf8'));
  const sound = 'faults' in loaded ? null : loaded;
  const examined = sound === null ? [] : await examine({ ...sound, clock, mail: !flags.has('no-mail') });
  const report = buildReport(loaded, examined, { version: readVersion(), checkedAt: clock.now() });
  out(json ? printJson(report) : printReport(report, { ...call, evidence: flags.has('evidence') }));
  return report.exitCode;
}
