// The stream that tells of a run while it is under way, as server-sent events: what its events are called and carry.
import Type from 'typebox';

/**
 * `event: run` carries the run as `GET /runs/:id` answers it, under an `id` made of its content; `event: end` says why the
 * stream ends. Comments in between are signs of life.
 */
export const RunEventsSchema = Type.Unsafe<AsyncIterable<string>>({
  type: 'string',
  description: 'Server-sent events: `run` with the run each time it has changed, at last `end`.',
});

/** `again`: come back and name the last `id`; it goes on from there. `signed-out`: nobody is let in any more. */
export type EndOfEvents = { readonly why: 'finished' | 'signed-out' | 'again' };
