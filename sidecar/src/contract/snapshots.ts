// Snapshots: when Confluence was read, how completely, and the request to read it again.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list, nullable } from './envelope.ts';

export const SnapshotSchema = Type.Object(
  {
    id: Type.Integer(),
    hostId: Type.String(),
    startedAt: InstantSchema,
    finishedAt: nullable(InstantSchema),
    ageSeconds: Type.Integer({ description: 'Since the reading started: what it shows is at least this old.' }),
    userCount: Count,
    groupCount: Count,
    sources: list(
      Type.Object(
        {
          source: Type.String(),
          state: Type.Enum(['complete', 'partial', 'failed', 'absent']),
          reason: nullable(Type.String({ description: 'A code, where it failed or is absent.' })),
          count: Count,
          readAt: InstantSchema,
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
