// Stages of a policy as they go over the wire and stand in a policy file: each at its days, a warning or actions.
import Type, { type Static } from 'typebox';
import { actionList } from './actions.ts';
import { oneLine } from './one-line.ts';

const closed = { additionalProperties: false } as const;

export const StageSchema = Type.Object(
  {
    name: Type.Readonly(
      Type.Optional(Type.String({ minLength: 1, maxLength: 60, pattern: oneLine, description: 'As people read it.' })),
    ),
    afterDays: Type.Readonly(
      Type.Integer({
        minimum: 0,
        maximum: 3650,
        description: 'Its place on the timeline, in days from the first selection; grows from stage to stage.',
      }),
    ),
    actions: Type.Readonly(Type.Optional(actionList)),
    warn: Type.Readonly(
      Type.Optional(
        Type.Object(
          {
            ask: Type.Readonly(
              Type.Optional(
                Type.String({
                  minLength: 1,
                  maxLength: 200,
                  pattern: oneLine,
                  description: 'Whom to ask, on one line.',
                }),
              ),
            ),
            message: Type.Readonly(
              Type.Optional(
                Type.String({
                  minLength: 1,
                  maxLength: 1000,
                  pattern: oneLine,
                  description: 'Words of your own, on one line.',
                }),
              ),
            ),
            keepTimes: Type.Readonly(
              Type.Optional(
                Type.Integer({
                  minimum: 0,
                  maximum: 12,
                  description:
                    'How often one user may answer by the link of the mail within a year; 2 if absent, 0 for no link.',
                }),
              ),
            ),
          },
          { ...closed, description: 'A mail to the user in place of actions.' },
        ),
      ),
    ),
  },
  closed,
);
export type StageDocument = Static<typeof StageSchema>;
