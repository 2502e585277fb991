// The doctor's report for people: one aligned list, what to do under what was found, and a sum in the last line.
import { styleText } from 'node:util';
import type { Level } from './finding.ts';
import type { DoctorReport, ReportedFinding } from './report.ts';

export interface Paper {
  /** Letters in a line; null for a file or a pipe. */
  readonly columns: number | null;
  readonly colours: boolean;
  /** Also tells by which request it is known that something is well. */
  readonly evidence: boolean;
}

const levelWidth = 9;
const titleWidth = 15;
const widest = 110;
const narrowest = 60;

const colourOf = { ok: 'green', warning: 'yellow', fault: 'red' } as const satisfies Readonly<Record<Level, string>>;

export function printReport(report: DoctorReport, paper: Paper): string {
  const { version, checkedAt, findings } = report;
  const lines = findings.flatMap((finding, index) => {
    const [before, after] = [findings[index - 1], findings[index + 1]];
    const title = before?.check === finding.check ? '' : finding.title;
    // The same advice for several things in a row is given once, after the last of them.
    const repeats = after?.check === finding.check && after.todo === finding.todo;
    return printFinding({ ...finding, title, todo: repeats ? null : finding.todo }, paper);
  });
  const heading = `User Management ${version}, looked at on ${checkedAt.slice(0, 16).replace('T', ' ')} UTC`;
  return [heading, '', ...lines, ...printSkipped(report, paper), '', sum(report), ''].join('\n');
}

function printFinding({ level, title, found, todo, evidence }: ReportedFinding, paper: Paper): string[] {
  const width = Math.min(Math.max(paper.columns ?? widest, narrowest), widest) - levelWidth - titleWidth - 2;
  const margin = ' '.repeat(levelWidth + titleWidth + 2);
  const known = evidence !== null && (level !== 'ok' || paper.evidence) ? wrap(evidence, width, '  ') : [];
  const [first = '', ...more] = wrap(found, width);
  return [
    `  ${paint(level.padEnd(levelWidth), colourOf[level], paper)}${title.padEnd(titleWidth)}${first}`,
    ...more.map((text) => `${margin}${text}`),
    ...known.map((text) => `${margin}${paint(text, 'dim', paper)}`),
    ...(todo === null ? [] : wrap(`→ ${todo}`, width, '  ')).map((text) => `${margin}${text}`),
  ];
}

function paint(text: string, format: 'green' | 'yellow' | 'red' | 'dim', { colours }: Paper): string {
  return colours ? styleText(format, text, { validateStream: false }) : text;
}

/** Breaks between words; a word that is longer than the line keeps a line of its own. */
function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function printSkipped({ notChecked, findings }: DoctorReport, paper: Paper): string[] {
  if (notChecked.length === 0) return [];
  const reasons = [...new Set(notChecked.map(({ because }) => because))];
  const texts = reasons.map((because) => {
    const titles = notChecked.filter((one) => one.because === because).map(({ title }) => title.toLowerCase());
    const reason = findings.find(({ check }) => check === because)?.title ?? because;
    return `Not checked, because of the fault at "${reason}": ${titles.join(', ')}.`;
  });
  const width = Math.min(paper.columns ?? widest, widest) - 2;
  return ['', ...texts.flatMap((text) => wrap(text, width)).map((text) => `  ${text}`)];
}

function sum({ counts: { ok, warning, fault } }: DoctorReport): string {
  if (fault === 0 && warning === 0) return 'All is well.';
  const name = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const faults = fault === 0 ? 'No fault' : name(fault, 'fault');
  return `${faults}, ${warning === 0 ? 'no warning' : name(warning, 'warning')}, ${ok} ok.`;
}
