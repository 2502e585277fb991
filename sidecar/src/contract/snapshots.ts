// Snapshots: when Confluence was read, how completely, and the request to read it again.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list, nullable } from './envelope.ts';
import { ActivityKindSchema } from './users.ts';

const RowFaultsSchema = Type.Object({ count: Count, examples: list(Type.String()) }, closed);

const EvidenceReadingSchema = Type.Object(
  {
    kind: ActivityKindSchema,
    importance: Type.Enum(['required', 'supporting']),
    users: Type.Enum(['all', 'listed'], { description: 'Whether silence about a user means anything.' }),
    since: nullable(InstantSchema),
    stale: Type.Boolean(),
    asOf: nullable(InstantSchema),
    usersTold: Count,
    unmatched: RowFaultsSchema,
    unusable: RowFaultsSchema,
    onlyLogins: Type.Optional(
      Type.Integer({
        description: 'Users whose login was their only one ever; absent where the source does not tell.',
      }),
    ),
    recentElsewhere: Type.Integer({ description: 'People other sources saw in the last 30 days.' }),
    missed: Type.Integer({ description: 'Of these, the ones this source knows nothing recent about.' }),
    editors: Type.Optional(
      Type.Object(
        { seen: Count, missed: Count },
        {
          ...closed,
          description:
            'People who changed content in the last 30 days, as far as this product may see it, and those of them this source knows nothing recent about.',
        },
      ),
    ),
  },
  { ...closed, description: 'For sources of activity: what the source claims and what came of it.' },
);

const FaultCount = nullable(Count);

const AccountsReadingSchema = Type.Object(
  {
    known: Type.Enum(['untold', 'partly', 'complete']),
    faults: Type.Object(
      {
        shadowed: FaultCount,
        'spelled-differently': FaultCount,
        unsynced: FaultCount,
        'no-folded-name': FaultCount,
        'shared-folded-name': FaultCount,
      },
      { ...closed, description: 'Found at least as often; null where nothing tells. See GET /directories/faults.' },
    ),
  },
  { ...closed, description: 'Accounts in directories: whether all were read, and what is at odds between them.' },
);

export const SnapshotSchema = Type.Object(
  {
    id: Type.Integer(),
    hostId: Type.String(),
    startedAt: InstantSchema,
    finishedAt: nullable(InstantSchema),
    ageSeconds: Type.Integer({ description: 'Since the reading started: what it shows is at least this old.' }),
    userCount: Count,
    groupCount: Count,
    accounts: AccountsReadingSchema,
    sources: list(
      Type.Object(
        {
          source: Type.String(),
          state: Type.Enum(['complete', 'partial', 'failed', 'absent']),
          reason: nullable(Type.String({ description: 'A code, where it failed or is absent.' })),
          count: Count,
          readAt: InstantSchema,
          evidence: Type.Optional(EvidenceReadingSchema),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type SnapshotDocument = Static<typeof SnapshotSchema>;

export const SnapshotRequestedSchema = Type.Object(
  {
    requestedAt: InstantSchema,
    newestSnapshotId: nullable(
      Type.Integer({ description: 'The newest one now; the reading asked for gets a higher id.' }),
    ),
  },
  closed,
);
export type SnapshotRequestedDocument = Static<typeof SnapshotRequestedSchema>;
