// The doctor's report as a document: every finding, what was not checked and why, and how the program ends.
import type { Loaded } from '../../config.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import type { Examined } from './examine.ts';
import { type Finding, fault, type Level, ok, warning } from './finding.ts';

export interface ReportedFinding extends Finding {
  readonly check: string;
  readonly title: string;
}

/** What `doctor --json` prints; keys are added and never changed. */
export interface DoctorReport {
  readonly ok: boolean;
  readonly exitCode: ExitCode;
  readonly version: string;
  readonly checkedAt: string;
  readonly counts: Readonly<Record<Level, number>>;
  readonly findings: readonly ReportedFinding[];
  readonly notChecked: readonly { readonly check: string; readonly title: string; readonly because: string }[];
}

const configuration = { name: 'configuration', title: 'Configuration' };

/** The worst comes first: without a configuration nothing else could be asked. */
const severity: readonly ExitCode[] = [
  exitCodes.configuration,
  exitCodes.hostUnreachable,
  exitCodes.refused,
  exitCodes.findings,
];

/** Builds the report; `examined` is empty where the configuration has faults. */
export function buildReport(
  loaded: Loaded,
  examined: readonly Examined[],
  { version, checkedAt }: Pick<DoctorReport, 'version' | 'checkedAt'>,
): DoctorReport {
  const findings = [
    ...judgeConfiguration(loaded).map((finding) => report(configuration, finding)),
    ...examined.flatMap(({ check, findings }) => findings.map((finding) => report(check, finding))),
  ];
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const counts = { ok: count('ok'), warning: count('warning'), fault: count('fault') };
  const ends = examined.filter(({ findings }) => findings.some(({ level }) => level === 'fault'));
  const codes = ends.map(({ check }) => check.exitCode ?? exitCodes.findings);
  if ('faults' in loaded) codes.push(exitCodes.configuration);
  const exitCode = severity.find((code) => codes.includes(code)) ?? exitCodes.well;
  return { ok: counts.fault === 0, exitCode, version, checkedAt, counts, findings, notChecked: listSkipped(examined) };
}

function report({ name, title }: { name: string; title: string }, finding: Finding): ReportedFinding {
  return { check: name, title, ...finding };
}

function judgeConfiguration(loaded: Loaded): Finding[] {
  const warnings = loaded.warnings.map((sentence) => warning(sentence, 'Take it out, or leave it for later.'));
  if (!('faults' in loaded)) return [ok('The configuration is sound.'), ...warnings];
  const faults = loaded.faults.map((sentence) => {
    const [what = sentence, allowed] = sentence.split(/; (?=allowed )/);
    const todo = allowed === undefined ? 'Correct it as sidecar/CONFIG.md describes.' : `Correct it: ${allowed}`;
    return fault(what.endsWith('.') ? what : `${what}.`, todo);
  });
  return [...faults, ...warnings];
}

/** A check whose condition was left out itself is left out for the same fault. */
function listSkipped(examined: readonly Examined[]): DoctorReport['notChecked'] {
  const rootOf = (name: string): string => {
    const earlier = examined.find(({ check }) => check.name === name);
    return earlier === undefined || earlier.skippedFor === null ? name : rootOf(earlier.skippedFor);
  };
  return examined.flatMap(({ check: { name, title }, skippedFor }) =>
    skippedFor === null ? [] : [{ check: name, title, because: rootOf(skippedFor) }],
  );
}
