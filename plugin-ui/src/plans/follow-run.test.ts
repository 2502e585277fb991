// What a page does with the stream of a run that speaks, breaks, or never reaches it.
import { expect, it } from 'vitest';
import { followRun } from './follow-run.ts';

const patience = { firstMs: 20, silenceMs: 200, pauseMs: 1 };
const run = (state: string, id: string) => `event: run\nid: ${id}\ndata: {"run":{"state":"${state}"}}\n\n`;
const end = (why: string) => `event: end\ndata: {"why":"${why}"}\n\n`;

/** A stream that says its pieces and is over; `null` for one that something in between keeps back. */
function answerWith(pieces: readonly string[] | null, signal: AbortSignal): Response {
  const body = new ReadableStream({
    start(controller) {
      signal.addEventListener('abort', () => controller.error(new DOMException('cut', 'AbortError')));
      if (pieces === null) return;
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  return new Response(body);
}

async function follow(lines: readonly (readonly string[] | null | Error)[], signal = new AbortController().signal) {
  const [known, states, speaks]: [(string | null)[], string[], boolean[]] = [[], [], []];
  await followRun({
    id: 7,
    signal,
    patience,
    onRun: (detail) => states.push(detail.run.state),
    onLine: (speaksNow) => speaks.push(speaksNow),
    api: {
      async getStream(path, wish) {
        expect(path).toBe('/runs/7/events');
        const line = lines[known.length];
        known.push(wish.known);
        if (line === undefined || line instanceof Error) throw line ?? new Error('too many lines');
        return answerWith(line, wish.signal);
      },
    },
  });
  return { known, states, speaks };
}

it('hears each news until the run is finished', async () => {
  const { known, states, speaks } = await follow([[run('planning', 'a'), run('finished', 'b'), end('finished')]]);
  expect([known, states, speaks]).toEqual([[null], ['planning', 'finished'], [true, false]]);
});

it('comes back after a line broke, and names what it knows', async () => {
  const { known, states } = await follow([
    [run('planning', 'a')],
    [run('executing', 'b'), end('again')],
    [run('finished', 'c'), end('finished')],
  ]);
  expect([known, states]).toEqual([
    [null, 'a', 'b'],
    ['planning', 'executing', 'finished'],
  ]);
});

it('gives up where something in between keeps the stream to itself, without ever having counted on it', async () => {
  const { known, states, speaks } = await follow([null, null, null]);
  expect([known.length, states, speaks]).toEqual([3, [], [false, false, false]]);
});

it('gives up where the stream is refused, and at once where nobody is signed in any more', async () => {
  const refused = new Error('refused');
  expect((await follow([refused, refused, refused])).known).toHaveLength(3);
  expect((await follow([[run('planning', 'a'), end('signed-out')]])).known).toHaveLength(1);
});

it('lets go at once when nobody listens', async () => {
  const leaving = new AbortController();
  const following = follow([null], leaving.signal);
  leaving.abort();
  expect((await following).states).toEqual([]);
});
