// The population of a snapshot in the few figures that later plans are compared with.
import Type from 'typebox';
import { Count, closed } from './envelope.ts';

export const PopulationSchema = Type.Object(
  { users: Count, enabled: Count, known: Count, idle: Count, recent: Count, inFuture: Count },
  { ...closed, description: 'What was read, in the figures that later plans are compared with.' },
);
