// Reads a stream of server-sent events. EventSource cannot say who asks, so the stream comes by fetch and is read here.

export interface StreamEvent {
  readonly event: string;
  /** Null where it has none. */
  readonly id: string | null;
  readonly data: string;
}

/** Events as they come, however the bytes are cut; comments are left out. Throws what the stream throws. */
export async function* readEvents(chunks: AsyncIterable<string>): AsyncGenerator<StreamEvent> {
  let rest = '';
  for await (const chunk of chunks) {
    const parts = `${rest}${chunk}`.split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const event = readEvent(part);
      if (event.data !== '') yield event;
    }
  }
}

function readEvent(part: string): StreamEvent {
  const fields = part.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line) ?? []);
  const find = (name: string): string[] => fields.flatMap(([, key, value = '']) => (key === name ? [value] : []));
  return { event: find('event').at(-1) ?? 'message', id: find('id').at(-1) ?? null, data: find('data').join('\n') };
}

/** The text of an answer as it comes. `heard` is told of each piece, signs of life included. */
export async function* readText(answer: Response, heard: () => void): AsyncGenerator<string> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
