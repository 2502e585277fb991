// What runs really did to the seats, and who came back afterwards.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list, nullable, RowId } from './envelope.ts';

export const RunSeatsQuerySchema = Type.Object(
  { limit: Type.Integer({ minimum: 1, maximum: 100, default: 10 }) },
  closed,
);

export const RunSeatsPageSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          runId: RowId,
          policyId: Type.String(),
          finishedAt: nullable(InstantSchema),
          planned: nullable(Type.Integer({ description: 'Seats the plan would have freed.' })),
          done: nullable(
            Type.Object(
              { freed: Count, kept: Count, none: Count, taken: Count, unknown: Count },
              { ...closed, description: 'Users with a step that came to something, by what it did to their seat.' },
            ),
          ),
        },
        closed,
      ),
    ),
  },
  { ...closed, description: 'Finished live runs, newest first.' },
);

export const RegretQuerySchema = Type.Object(
  {
    withinDays: Type.Integer({
      minimum: 1,
      maximum: 28,
      default: 14,
      description: 'Who came back within so many days counts.',
    }),
  },
  closed,
);

const Figures = {
  users: Count,
  back: Count,
  stayed: Type.Integer({ minimum: 0, description: 'A reading after the days were over showed nothing undone.' }),
  tooEarly: Type.Integer({ minimum: 0, description: 'The days are not over yet.' }),
  unknown: Type.Integer({ minimum: 0, description: 'Nobody looked in time, or the user was erased since.' }),
  rate: nullable(Type.Number({ description: 'back out of back and stayed; null where nobody is known either way.' })),
};

export const RegretSchema = Type.Object(
  {
    withinDays: Type.Integer(),
    since: InstantSchema,
    all: Type.Object(Figures, closed),
    policies: list(Type.Object({ policyId: Type.String(), ...Figures }, closed)),
  },
  { ...closed, description: 'Users once a run: disabled, or taken out of a group that grants a seat.' },
);
export type RunSeatsPageDocument = Static<typeof RunSeatsPageSchema>;
export type RegretDocument = Static<typeof RegretSchema>;
