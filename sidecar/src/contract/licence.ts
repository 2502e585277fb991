// The licence: who grants a seat, how many are taken, and what a plan would do to them.
import Type, { type Static } from 'typebox';
import { CodedFailure, Count, closed, InstantSchema, list, nullable } from './envelope.ts';

const ToldBySchema = Type.Enum(['database', 'permissions', 'declared', 'assumed'], {
  description: 'Who told which groups grant; assumed is nobody, and then the default group stands in.',
});

const YesNoUnknown = Type.Enum(['yes', 'no', 'unknown']);

export const SeatSchema = Type.Object(
  {
    seat: YesNoUnknown,
    grants: list(
      Type.Object(
        {
          group: Type.String(),
          direct: Type.Boolean(),
          through: list(Type.String({ description: "The user's groups that lie inside it." })),
        },
        closed,
      ),
    ),
    ownGrant: YesNoUnknown,
  },
  { ...closed, description: 'Whether the user takes a seat of the licence, and by which grants.' },
);

export const PlanSeatsSchema = Type.Object(
  {
    toldBy: ToldBySchema,
    actedUpon: Count,
    freed: Count,
    kept: Count,
    keptThrough: list(
      Type.Object(
        { group: nullable(Type.String({ description: 'Null for a grant of their own.' })), users: Count },
        closed,
      ),
    ),
    none: Count,
    taken: Count,
    unknown: Count,
  },
  { ...closed, description: 'Users with a planned step, by what the plan does to their seat of the licence.' },
);

export const LicenceSchema = Type.Object(
  {
    snapshotId: Type.Integer(),
    readAt: InstantSchema,
    toldBy: ToldBySchema,
    asked: list(
      Type.Object({ witness: Type.Enum(['database', 'permissions']), failure: nullable(CodedFailure) }, closed),
    ),
    seats: Type.Object(
      {
        ours: Type.Integer({ description: 'Users who take a seat, by our own reading.' }),
        unknown: Type.Integer({ description: 'Users of whom that is not known.' }),
        host: nullable(Type.Integer({ description: 'Seats in use as Confluence counts them.' })),
        difference: nullable(Type.Integer({ description: 'How many more Confluence counts; shown, never corrected.' })),
        explained: nullable(Type.Boolean({ description: 'Whether the unknown users can account for the difference.' })),
        most: nullable(Type.Integer({ description: 'Seats of the licence; null where not told or not limited.' })),
        remaining: nullable(Type.Integer()),
      },
      closed,
    ),
    groups: list(
      Type.Object(
        {
          name: Type.String(),
          seats: Type.Integer({ description: 'Seats it grants, alone or beside other grants.' }),
          only: Type.Integer({ description: 'Seats that nothing else grants.' }),
          inside: list(Type.String({ description: 'Folded names of groups inside it, which grant too.' })),
          complete: Type.Boolean({ description: 'Whether everybody in it and inside it is known.' }),
        },
        closed,
      ),
    ),
    own: Type.Object(
      {
        holders: Type.Integer({ description: 'Users who hold the permission themselves.' }),
        uncertain: Type.Integer({ description: 'Users who share a display name with a holder.' }),
        seats: Count,
        only: Count,
      },
      closed,
    ),
  },
  closed,
);
export type LicenceDocument = Static<typeof LicenceSchema>;
