// The audit trail handed on to real receivers on this machine: in order, whole, and caught up after one was down.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile, rename } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSink } from '../../sidecar/src/adapters/siem/open-sink.ts';
import { openSigner } from '../../sidecar/src/audit/signature.ts';
import { createTrailFeed } from '../../sidecar/src/automation/feed-trail.ts';
import { createTrailKeeper } from '../../sidecar/src/automation/trail.ts';
import { openLog } from '../../sidecar/src/log.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

let folder: TemporaryFolder;
let store: Store;
let nowMs: number;
const clock = { now: () => new Date(nowMs).toISOString() };
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  nowMs = Date.parse('2026-03-01T12:00:00.000Z');
  folder = await makeTemporaryFolder();
  store = await openStore({ kind: 'sqlite', file: path.join(folder.path, 'store.db') });
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await store.close();
  await folder.remove();
});

async function act(...events: string[]): Promise<void> {
  for (const event of events) await store.audit.append({ at: clock.now(), actor: 'ada', event, details: { run: 1 } });
}

function feedTo(address: string) {
  const lines: string[] = [];
  const log = openLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
  const feed = createTrailFeed({ store, clock, log, sink: openSink(address) });
  return {
    lines,
    look: async () => {
      feed.wake();
      await feed.settled();
    },
  };
}

interface Receiver {
  readonly address: string;
  readonly heard: string[];
  readonly close: () => Promise<void>;
}

/** A syslog receiver that reads messages by the length before each. */
async function listenTcp(port = 0): Promise<Receiver> {
  const heard: string[] = [];
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('data', (piece) => {
      bytes = Buffer.concat([bytes, piece]);
    });
    socket.on('end', () => {
      while (bytes.length > 0) {
        const space = bytes.indexOf(' ');
        const length = Number(bytes.toString('utf8', 0, space));
        heard.push(bytes.toString('utf8', space + 1, space + 1 + length));
        bytes = bytes.subarray(space + 1 + length);
      }
      socket.end();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: found } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  closing.push(close);
  return { address: `syslog+tcp://127.0.0.1:${found}`, heard, close };
}

const numbersOf = (messages: readonly string[]) =>
  messages.map((message) => JSON.parse(message.slice(message.indexOf('{'))).n as number);

async function linesOf(file: string): Promise<{ n: number; event: string; actor: string; digest: string }[]> {
  const text = await readFile(file, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('the audit trail is handed on', () => {
  it('as JSON lines into a file, each entry once, also where the file is rotated away in between', async () => {
    const file = path.join(folder.path, 'siem.jsonl');
    const { look } = feedTo(`file:${file}`);
    await act('session.opened', 'policy.saved');
    await look();
    await look();
    await rename(file, `${file}.1`);
    await act('run.approved');
    await look();
    const lines = [...(await linesOf(`${file}.1`)), ...(await linesOf(file))];
    expect((await linesOf(file)).map(({ n }) => n)).toEqual([3]);
    expect(lines.map(({ n, event, actor }) => [n, event, actor])).toEqual([
      [1, 'session.opened', 'ada'],
      [2, 'policy.saved', 'ada'],
      [3, 'run.approved', 'ada'],
    ]);
    expect(lines[2]?.digest).toBe((await store.audit.readHead()).digest);
  });

  it('as syslog by TCP, with facility, severity, time, event and the length before each message', async () => {
    const receiver = await listenTcp();
    const { look } = feedTo(receiver.address);
    await act('policy.saved', 'session.refused');
    await look();
    expect(receiver.heard).toEqual([
      expect.stringMatching(/^<110>1 2026-03-01T12:00:00\.000Z \S+ user-management - policy\.saved - \ufeff\{"n":1,/),
      expect.stringMatching(
        /^<108>1 2026-03-01T12:00:00\.000Z \S+ user-management - session\.refused - \ufeff\{"n":2,/,
      ),
    ]);
  });

  it('as syslog by UDP, a datagram each', async () => {
    const socket = createSocket('udp4');
    const heard: string[] = [];
    const two = Promise.withResolvers<void>();
    socket.on('message', (message) => {
      if (heard.push(message.toString('utf8')) === 2) two.resolve();
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    closing.push(async () => socket.close());
    await act('policy.saved', 'policy.retired');
    await feedTo(`syslog+udp://127.0.0.1:${socket.address().port}`).look();
    await two.promise;
    expect(numbersOf(heard)).toEqual([1, 2]);
  });
});

describe('a sidecar that is started anew', () => {
  it('goes on behind what its receiver has, and says nothing twice', async () => {
    const file = path.join(folder.path, 'siem.jsonl');
    await act('policy.saved', 'policy.retired');
    await feedTo(`file:${file}`).look();
    await act('run.approved');
    await feedTo(`file:${file}`).look();
    expect((await linesOf(file)).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('hands on again, once the turn of the dead one is over, what that one had not noted: at least once, told by its number', async () => {
    const file = path.join(folder.path, 'siem.jsonl');
    const address = `file:${file}`;
    await act('policy.saved', 'policy.retired');
    // It had the turn, wrote the first entry into the file, and was killed before it noted that.
    const leaseUntil = new Date(nowMs + 60_000).toISOString();
    await store.auditFeeds.claim({ name: openSink(address).name, holder: 'dead', now: clock.now(), leaseUntil });
    const at = clock.now();
    await openSink(address).send([
      { at, event: 'policy.saved', text: JSON.stringify({ n: 1, event: 'policy.saved' }) },
    ]);
    const { look } = feedTo(address);
    await look();
    expect((await linesOf(file)).map(({ n }) => n)).toEqual([1]);
    nowMs += 61_000;
    await look();
    expect((await linesOf(file)).map(({ n }) => n)).toEqual([1, 1, 2]);
  });

  it('hands on thousands of entries in their order', async () => {
    const receiver = await listenTcp();
    const events = Array.from({ length: 1_001 }, () => 'step.outcome');
    await store.together(async ({ audit }) => {
      for (const event of events) await audit.append({ at: clock.now(), actor: 'system', event, details: { run: 1 } });
    });
    await feedTo(receiver.address).look();
    expect(numbersOf(receiver.heard)).toEqual(events.map((_event, place) => place + 1));
  });
});

describe('a receiver that is down', () => {
  it('holds nothing up, is said once, and gets what it missed when it is back', async () => {
    const receiver = await listenTcp();
    const { look, lines } = feedTo(receiver.address);
    await act('policy.saved');
    await look();
    await receiver.close();
    await act('policy.retired');
    await look();
    expect(await store.auditFeeds.get(receiver.address)).toEqual({
      through: 1,
      failing: { since: clock.now(), code: 'ECONNREFUSED' },
    });
    nowMs += 31_000;
    await act('run.approved');
    await look();
    expect(lines.filter((line) => line.includes('takes nothing'))).toHaveLength(1);
    const back = await listenTcp(Number(new URL(receiver.address).port));
    nowMs += 31_000;
    await look();
    expect(numbersOf(back.heard)).toEqual([2, 3]);
    expect(await store.auditFeeds.get(receiver.address)).toEqual({ through: 3, failing: null });
    expect(lines.filter((line) => line.includes('caught up'))).toHaveLength(1);
  });

  it('is told which entries were removed before it could get them', async () => {
    const signer = openSigner(Buffer.alloc(32, 1));
    await act('policy.saved', 'policy.saved');
    const log = openLog({ level: 'silent' });
    const keeper = createTrailKeeper({ store, clock, log, signer, file: null, keptDays: 30 });
    const keep = async () => {
      keeper.wake();
      await keeper.settled();
    };
    await keep();
    nowMs += 40 * 86_400_000;
    await act('policy.saved');
    await keep();
    const receiver = await listenTcp();
    await feedTo(receiver.address).look();
    const [gap, ...rest] = receiver.heard.map((message) => JSON.parse(message.slice(message.indexOf('{'))));
    expect(gap).toMatchObject({ event: 'audit.gap', gap: { from: 1, to: 3 } });
    expect(rest.map(({ n }) => n)).toEqual([4, 5]);
  });
});
