// Holds runs and lets them go on. Who holds one is asked in the statement itself, so of two at once none overwrites the other unseen.
import { noteActor } from '../actors.ts';
import type { Database } from '../database.ts';
import type { RunRecords } from '../runs.ts';

export function keepPauses({ writes }: Pick<Database, 'writes'>): Pick<RunRecords, 'pause' | 'resume'> {
  return {
    pause: ({ runId, by, takesOver }) =>
      writes.transaction().execute(async (transaction) => {
        const actor = await noteActor(transaction, by);
        const paused = await transaction
          .updateTable('runs')
          .set({ pause_actor: actor })
          .where('id', '=', runId)
          .where('state', '<>', 'finished')
          .where((when) =>
            takesOver
              ? when.or([when('pause_actor', 'is', null), when('pause_actor', '<>', actor)])
              : when('pause_actor', 'is', null),
          )
          .returning('id')
          .executeTakeFirst();
        return paused !== undefined;
      }),
    async resume({ runId, heldBy }) {
      const held = writes.updateTable('runs').set({ pause_actor: null }).where('id', '=', runId);
      const open = held.where('state', '<>', 'finished').where('pause_actor', 'is not', null);
      const own =
        heldBy === undefined
          ? open
          : open.where('pause_actor', '=', (select) =>
              select.selectFrom('actors').select('id').where('username', '=', heldBy),
            );
      return (await own.returning('id').executeTakeFirst()) !== undefined;
    },
  };
}
