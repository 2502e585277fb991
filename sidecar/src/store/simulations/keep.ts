// Keeps simulations: the record keeper behind `SimulationRecords`. What is half written or half removed is never shown.
import { summarise } from '../../domain/plan/plan.ts';
import { noteActor } from '../actors.ts';
import { appendAudit } from '../audit/append.ts';
import type { Database } from '../database.ts';
import { StoreStateError } from '../errors.ts';
import { readJson, writeJson } from '../json-text.ts';
import { entryColumns, type PlacedEntry, personColumns, placeEntries } from '../placed-entries.ts';
import type { Simulation, SimulationRecords, SimulationSet } from '../simulations.ts';
import { forEachSlice } from '../slices.ts';
import type { Rows } from '../tables.ts';
import { pruneSimulations } from './prune.ts';
import { readSimulatedEntries } from './read-entries.ts';

export function keepSimulations({ writes, reads }: Database): SimulationRecords {
  return {
    save: (input) => saveSimulation(writes, input),
    beginSet: ({ by, at }) =>
      writes.transaction().execute(async (transaction): Promise<SimulationSet> => {
        const actor = await noteActor(transaction, by);
        const { id } = await transaction
          .insertInto('simulation_sets')
          .values({ actor, made_at: at })
          .returning('id')
          .executeTakeFirstOrThrow();
        return { id, madeAt: at, madeBy: by };
      }),
    async set(setId) {
      const row = await reads
        .selectFrom('simulation_sets')
        .innerJoin('actors', 'actors.id', 'simulation_sets.actor')
        .select(['simulation_sets.id', 'simulation_sets.made_at', 'actors.username'])
        .where('simulation_sets.id', '=', setId)
        .executeTakeFirst();
      return row === undefined ? null : { id: row.id, madeAt: row.made_at, madeBy: row.username };
    },
    async noteSeats({ setId, snapshotId, seats }) {
      await writes
        .insertInto('simulation_set_seats')
        .values({ set_id: setId, snapshot_id: snapshotId, seats: writeJson(seats) })
        .execute();
    },
    async newestSeats() {
      const row = await reads
        .selectFrom('simulation_set_seats as kept')
        .innerJoin('simulation_sets as made', 'made.id', 'kept.set_id')
        .innerJoin('actors', 'actors.id', 'made.actor')
        .select(['made.id', 'made.made_at', 'actors.username', 'kept.snapshot_id', 'kept.seats'])
        .orderBy('kept.set_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return null;
      const set = { id: row.id, madeAt: row.made_at, madeBy: row.username };
      return { set, snapshotId: row.snapshot_id, seats: readJson(row.seats) };
    },
    async ofSet(setId) {
      const found = await selectSimulations(reads).where('set_id', '=', setId).orderBy('simulations.id').execute();
      return found.map(readSimulationRow);
    },
    get: (simulationId) => getSimulation(reads, simulationId),
    async list({ policyId, limit, before }) {
      let query = selectSimulations(reads).orderBy('simulations.id', 'desc').limit(limit);
      if (policyId !== undefined) query = query.where('policy_id', '=', policyId);
      if (before !== null) query = query.where('simulations.id', '<', before);
      return (await query.execute()).map(readSimulationRow);
    },
    entries: (query) => readSimulatedEntries(reads, query),
    prune: (before) => pruneSimulations(writes, before),
  };
}

function selectSimulations(rows: Rows) {
  return rows
    .selectFrom('simulations')
    .innerJoin('actors', 'actors.id', 'simulations.actor')
    .leftJoin('simulation_missing as missing', 'missing.simulation_id', 'simulations.id')
    .selectAll('simulations')
    .select(['actors.username as maker', 'missing.codes as missing'])
    .where('complete', '=', 1);
}

type SimulationRow = Awaited<ReturnType<ReturnType<typeof selectSimulations>['executeTakeFirstOrThrow']>>;

function readSimulationRow(row: SimulationRow): Simulation {
  return {
    id: row.id,
    setId: row.set_id,
    policyId: row.policy_id,
    policyVersion: row.policy_version,
    definition: readJson(row.definition),
    madeBy: row.maker,
    madeAt: row.made_at,
    snapshotId: row.snapshot_id,
    digest: row.digest,
    summary: readJson(row.summary),
    unknownByReason: readJson(row.unknown_by_reason),
    refusals: readJson(row.refusals),
    missing: row.missing === null ? [] : readJson(row.missing),
  };
}

async function getSimulation(rows: Rows, simulationId: number): Promise<Simulation | null> {
  const row = await selectSimulations(rows).where('simulations.id', '=', simulationId).executeTakeFirst();
  return row === undefined ? null : readSimulationRow(row);
}

type SaveInput = Parameters<SimulationRecords['save']>[0];

async function saveSimulation(rows: Rows, input: SaveInput): Promise<Simulation> {
  const placed = placeEntries(input.simulated);
  const simulationId = await rows.transaction().execute((transaction) => insertSimulation(transaction, input));
  await forEachSlice(placed, (slice) =>
    rows.transaction().execute((transaction) => insertEntries(transaction, simulationId, slice)),
  );
  const { at, by, byToken, definition } = input;
  await rows.transaction().execute(async (transaction) => {
    await transaction.updateTable('simulations').set({ complete: 1 }).where('id', '=', simulationId).execute();
    const details = { simulation: simulationId, policy: definition.policy };
    const actor = { username: by, token: byToken };
    await appendAudit(transaction, { at, actor, event: 'policy.simulated', details });
  });
  const saved = await getSimulation(rows, simulationId);
  if (saved === null) throw new StoreStateError(`Simulation ${simulationId} is gone already.`);
  return saved;
}

async function insertSimulation(rows: Rows, input: SaveInput): Promise<number> {
  const { simulated, definition, policyVersion, setId, by, at } = input;
  const { plan, digest, refusals, missing } = simulated;
  const { id } = await rows
    .insertInto('simulations')
    .values({
      set_id: setId,
      policy_id: definition.policy,
      policy_version: policyVersion,
      definition: writeJson(definition),
      actor: await noteActor(rows, by),
      made_at: at,
      snapshot_id: plan.snapshotId,
      digest,
      summary: writeJson(summarise(plan)),
      unknown_by_reason: writeJson(plan.unknownByReason),
      refusals: writeJson(refusals),
      complete: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (missing.length > 0) {
    const codes = writeJson(missing);
    await rows.insertInto('simulation_missing').values({ simulation_id: id, codes }).execute();
  }
  return id;
}

async function insertEntries(rows: Rows, simulationId: number, slice: readonly PlacedEntry[]): Promise<void> {
  const inserted = await rows
    .insertInto('simulation_entries')
    .values(
      slice.map((placed) => ({
        simulation_id: simulationId,
        ...entryColumns(placed),
        steps: writeJson(placed.entry.steps),
      })),
    )
    .returning(['id', 'position'])
    .execute();
  const idAt = new Map(inserted.map((row) => [row.position, row.id]));
  await rows
    .insertInto('simulation_people')
    .values(
      slice.map((placed) => ({
        entry_id: idAt.get(placed.position) ?? -1,
        simulation_id: simulationId,
        ...personColumns(placed),
      })),
    )
    .execute();
}
