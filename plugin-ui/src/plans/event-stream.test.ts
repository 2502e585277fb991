// Events are the same however a network cuts the stream into pieces.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEvents, readText, type StreamEvent } from './event-stream.ts';

async function readAll(chunks: readonly string[]): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of readEvents(
    (async function* () {
      yield* chunks;
    })(),
  ))
    events.push(event);
  return events;
}

it('reads events, their ids and their data, and passes over comments and the time to come back', async () => {
  const stream = 'retry: 1000\n\nevent: run\nid: a1\ndata: {"a":1}\n\n: still here\n\nevent: end\ndata: {}\n\n';
  expect(await readAll([stream])).toEqual([
    { event: 'run', id: 'a1', data: '{"a":1}' },
    { event: 'end', id: null, data: '{}' },
  ]);
});

it('gives the same events wherever the stream is cut, and none that was not finished', async () => {
  const event = fc.record({
    event: fc.constantFrom('run', 'end'),
    id: fc.option(fc.stringMatching(/^[\w-]{1,8}$/)),
    data: fc.json().map((text) => JSON.stringify(JSON.parse(text))),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event), fc.array(fc.nat(400)), async (events, cuts) => {
      const lines = events.map(({ event: name, id, data }) => {
        return `event: ${name}\n${id === null ? '' : `id: ${id}\n`}data: ${data}\n\n`;
      });
      const stream = `${lines.join('')}event: run\ndata: never finished`;
      const places = [0, ...[...new Set(cuts)].sort((one, other) => one - other), stream.length];
      const chunks = places.slice(1).map((place, at) => stream.slice(places[at], place));
      expect(await readAll(chunks)).toEqual(events);
    }),
  );
});

it('keeps letters whole whose bytes come in two pieces', async () => {
  const bytes = new TextEncoder().encode('Ólafur');
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.slice(0, 1));
      controller.enqueue(bytes.slice(1));
      controller.close();
    },
  });
  let pieces = 0;
  let text = '';
  for await (const piece of readText(new Response(body), () => {
    pieces += 1;
  }))
    text += piece;
  expect([text, pieces]).toEqual(['Ólafur', 2]);
});
