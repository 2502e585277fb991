// No secret gets into the log, whichever way it tries; and nobody waits for whoever reads it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { type Log, openLog } from './log.ts';

function record(hide: readonly string[], write: (log: Log) => void): string {
  const lines: string[] = [];
  write(openLog({ level: 'info', hide, destination: { write: (line) => lines.push(line) } }));
  return lines.join('');
}

describe('openLog', () => {
  it('writes a JSON line with level name, instant, message and fields', () => {
    const line: unknown = JSON.parse(record([], (log) => log.info({ runId: 7 }, 'run finished')));
    expect(line).toMatchObject({ level: 'info', runId: 7, msg: 'run finished' });
    expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-.*Z$/));
  });

  it.each([
    ['a field', { password: 'hunter2hunter2' }],
    ['a deep field', { a: [{ b: { Authorization: 'Bearer hunter2hunter2' } }] }],
    ['a field named around it', { accessToken: 'hunter2hunter2', 'set-cookie': ['s=hunter2hunter2'] }],
    ['an error', { err: new Error('GET http://me:hunter2hunter2@host/ failed') }],
    ['the cause of an error', { err: new Error('x', { cause: new Error('Basic hunter2hunter2') }) }],
    ['a property of an error', { err: Object.assign(new Error('x'), { request: { token: 'hunter2hunter2' } }) }],
  ])('masks a secret in %s', (_where, fields) => {
    expect(record([], (log) => log.error(fields, 'it failed'))).not.toContain('hunter2');
  });

  it('masks a known secret value wherever it stands, also spelt otherwise', () => {
    const value = 'p"w/ä-hunter2';
    const text = record([value], (log) => {
      log.info({ note: `it is ${value}` }, 'a note');
      log.info({ note: encodeURIComponent(value) }, `said ${value}`);
      log.child({ bound: value }).info({ note: Buffer.from(value).toString('base64') }, 'a child');
    });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain(Buffer.from(value).toString('base64'));
    for (const line of text.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('survives fields that refer to themselves', () => {
    const round: Record<string, unknown> = {};
    round.self = round;
    expect(record([], (log) => log.info({ round }, 'round'))).toContain('[deeper]');
  });
});

describe('a log on standard output', () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  /** A program that logs so many lines of a kilobyte at once, says so on its standard error, and ends when that is read. */
  function startLogging(lines: number): ChildProcess {
    const program = `
      import { openLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)};
      const log = openLog({ level: 'info' });
      for (let line = 0; line < ${lines}; line += 1) log.info({ text: 'x'.repeat(1_000) }, 'line');
      setTimeout(() => process.stderr.write('goes on'), 10);
      process.stdin.once('data', () => { log.info('stopped'); process.exit(0); });
    `;
    const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];
    const child = spawn(process.execPath, flags, { stdio: 'pipe' });
    started.push(child);
    return child;
  }

  it.each(['stopped reading', 'is gone'] as const)(
    'keeps nobody from going on, and from ending, whose reader %s',
    async (how) => {
      const child = startLogging(2_000);
      if (how === 'is gone') child.stdout?.destroy();
      if (child.stderr === null) throw new Error('no standard error');
      expect(String((await once(child.stderr, 'data'))[0])).toBe('goes on');
      child.stdin?.write('end');
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  it('says how many lines were lost where nobody read them for long', async () => {
    const child = startLogging(12_000);
    if (child.stderr === null || child.stdout === null) throw new Error('no output');
    await once(child.stderr, 'data');
    let text = '';
    child.stdout.on('data', (piece) => {
      text += String(piece);
    });
    while (text.length < 8 * 1024 * 1024 || !text.endsWith('\n')) await once(child.stdout, 'data');
    child.stdin?.write('end');
    await once(child, 'close');
    const lines = text.trimEnd().split('\n');
    const told: unknown = JSON.parse(lines.at(-2) ?? '');
    expect(told).toMatchObject({ level: 'warn', msg: 'lines of the log were lost, as nobody read them' });
    expect(told).toHaveProperty('lines', 12_000 - (lines.length - 2));
  });
});
