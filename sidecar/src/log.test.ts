// No secret gets into the log, whichever way it tries.
import { describe, expect, it } from 'vitest';
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
