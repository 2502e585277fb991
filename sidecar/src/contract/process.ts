// The process itself: observe or live, the emergency stop, nested groups, and the Confluence it is bound to.
import Type, { type Static } from 'typebox';
import { CodedFailure, closed, InstantSchema, nullable } from './envelope.ts';

const ProcessModeSchema = Type.Enum(['observe', 'live']);
const NestedGroupsSchema = Type.Enum(['read', 'declared-none']);

export const ProcessSchema = Type.Object(
  {
    mode: ProcessModeSchema,
    emergencyStop: nullable(Type.Object({ by: Type.String(), at: InstantSchema }, closed)),
    nestedGroups: NestedGroupsSchema,
    host: Type.Object(
      {
        state: Type.Enum(['unbound', 'confirmed', 'changed', 'unreachable'], {
          description:
            'changed: another Confluence, a clone or a moved one answers; it is only looked at until confirmed.',
        }),
        binding: nullable(
          Type.Object(
            {
              hostId: Type.String(),
              statedUrl: Type.String(),
              configuredUrl: Type.String(),
              boundAt: InstantSchema,
              confirmedBy: nullable(Type.String()),
            },
            closed,
          ),
        ),
        seen: nullable(
          Type.Object({ hostId: Type.String(), statedUrl: Type.String(), configuredUrl: Type.String() }, closed),
        ),
        failure: nullable(CodedFailure),
      },
      closed,
    ),
  },
  closed,
);
export type ProcessDocument = Static<typeof ProcessSchema>;

export const ProcessModeChange = Type.Object({ mode: ProcessModeSchema }, closed);
export const EmergencyStopChange = Type.Object({ on: Type.Boolean() }, closed);
export const NestedGroupsChange = Type.Object({ value: NestedGroupsSchema }, closed);
export const HostConfirmation = Type.Object(
  {
    hostId: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: 'Confirm only if this one answers.' }),
    ),
  },
  closed,
);
