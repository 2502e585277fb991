// A run while it is under way, as a stream of server-sent events: one line to the page instead of a question every second.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { type EndOfEvents, RunEventsSchema } from '../../contract/run-events.ts';
import { RunParameters } from '../../contract/runs.ts';
import { ProductError } from '../../errors.ts';
import { followRun, type RunNews } from '../../services/follow-run.ts';
import { type Api, answersEvents } from '../api.ts';
import { readBrowserSession } from '../forwarded-cookies.ts';
import type { SessionContext } from '../session.ts';
import { viewRunDetail } from '../views/runs.ts';

/** More lines than this at once are refused: whoever is, asks every second instead. */
const mostLines = 100;
/** Rights are as fresh as for any other reading. */
const rightsFreshMs = 60_000;
/** How soon a watcher whose line broke may come back. */
const comeBackMs = 1_000;

export function registerRunEvents(api: Api, context: SessionContext): void {
  const lines = new Set<AbortController>();
  // Lines end first when the process stops: it waits for its answers, and these would not end by themselves.
  api.addHook('preClose', async () => {
    for (const line of lines) line.abort();
  });

  api.get(
    '/runs/:id/events',
    {
      schema: {
        summary: 'A run while it is under way, as server-sent events; `Last-Event-ID` says what is known already',
        tags: ['runs'],
        params: RunParameters,
        response: answersEvents(RunEventsSchema),
      },
    },
    async (request, reply) => {
      if (lines.size >= mostLines) throw new ProductError('too_many_requests');
      const line = new AbortController();
      const { id: runId } = request.params;
      const mayWatch = () => isStillIn(context, request);
      const news = await followRun(context, { runId, mayWatch, signal: line.signal });
      lines.add(line);
      reply.raw.on('close', () => {
        line.abort();
        lines.delete(line);
      });
      // No proxy may keep it back until there is more of it, nor change it.
      reply.headers({ 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' });
      return reply.type('text/event-stream').send(Readable.from(write(news, request.headers['last-event-id'])));
    },
  );
}

/**
 * The cookies are those the line was opened with: whoever signed in to Confluence again since has others. So nothing is ended
 * here, and where they are of no use any more this throws: the watcher comes back with the present ones.
 */
async function isStillIn({ sessions }: SessionContext, request: FastifyRequest): Promise<boolean> {
  if (request.session === null) return false;
  const { id } = request.session;
  const cookies = readBrowserSession(request);
  try {
    return (await sessions.look({ id, freshMs: rightsFreshMs, cookies, stopsOnly: false, mayEnd: false })) !== null;
  } catch (error) {
    if (error instanceof ProductError && error.code === 'not_allowed') return false;
    throw error;
  }
}

async function* write(news: AsyncIterable<RunNews>, known: string | string[] | undefined): AsyncGenerator<string> {
  yield `retry: ${comeBackMs}\n\n`;
  for await (const one of news) {
    if (one.kind === 'quiet') yield ': still here\n\n';
    else if (one.kind === 'end') yield writeEnd({ why: one.why });
    else {
      const data = JSON.stringify(viewRunDetail(one.detail));
      const id = createHash('sha256').update(data).digest('base64url').slice(0, 16);
      yield id === known ? ': as you know it\n\n' : `event: run\nid: ${id}\ndata: ${data}\n\n`;
    }
  }
}

function writeEnd(end: EndOfEvents): string {
  return `event: end\ndata: ${JSON.stringify(end)}\n\n`;
}
