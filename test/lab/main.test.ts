// The lab as a process: one ready line, an end at once, and clear refusals.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const FREE_PORTS = ['--port', '0', '--crowd-port', '0', '--control-port', '0'];

type Ended = { code: number | null; stdout: string; stderr: string };

function startProcess(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const seen = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    seen.stderr += text;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, ...seen }));
  return { child, ended, seen };
}

test('prints exactly one line with the fixed keys, serves, and ends at once on SIGTERM with connections open', async () => {
  const { child, ended, seen } = startProcess([...FREE_PORTS, '--users', '200', '--context', '/']);
  while (!seen.stdout.includes('\n')) await once(child.stdout, 'data');
  const ready = JSON.parse(seen.stdout) as Record<'baseUrl' | 'controlUrl', string> & { admin: { token: string } };
  const text = expect.any(String);
  expect(ready).toEqual({
    ready: true,
    baseUrl: expect.stringMatching(/^http:/),
    crowdUrl: expect.stringMatching(/^http:/),
    controlUrl: expect.stringMatching(/^http:/),
    admin: { username: 'admin', password: text, token: text },
    applications: [
      { directory: 'Confluence Internal Directory', name: 'user-management', password: text, writable: true },
    ],
  });
  const service = await fetch(`${ready.controlUrl}/service`);
  expect(await service.json()).toEqual({ username: 'um-service', password: text, token: text });
  expect(new URL(ready.baseUrl).pathname).toBe('/');
  const authorization = `Bearer ${ready.admin.token}`;
  const reply = await fetch(`${ready.baseUrl}/rest/api/user/current`, { headers: { authorization } });
  expect(await reply.json()).toMatchObject({ username: 'admin', _links: { context: '' } });
  const startedMs = performance.now();
  child.kill('SIGTERM');
  const { code, stdout } = await ended;
  expect(performance.now() - startedMs).toBeLessThan(2000);
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
});

test('a bad flag is one sentence and exit code 2', async () => {
  const { code, stdout, stderr } = await startProcess(['--confluence', '5.9']).ended;
  expect([code, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
});

test('a taken port is one sentence', async () => {
  const first = startProcess([...FREE_PORTS, '--users', '100']);
  while (!first.seen.stdout.includes('\n')) await once(first.child.stdout, 'data');
  const { port } = new URL((JSON.parse(first.seen.stdout) as { baseUrl: string }).baseUrl);
  const { code, stderr } = await startProcess(['--port', port, '--crowd-port', '0', '--control-port', '0']).ended;
  expect([code, stderr]).toEqual([1, expect.stringContaining(`port ${port} is taken`)]);
  first.child.kill('SIGTERM');
  await first.ended;
});
