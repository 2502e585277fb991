// What somebody keeps for their own page: filters of the users page by name, and the columns of its table.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema, list, nullable } from './envelope.ts';

const FilterName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\p{Cc}]*\\S[^\\p{Cc}]*$' });
const Columns = Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 40 });

export const FilterParameters = Type.Object({ name: FilterName }, closed);

export const FilterBody = Type.Object(
  { query: Type.String({ maxLength: 16_000, description: 'Parameters of an address, as the page writes them.' }) },
  closed,
);

export const ColumnsBody = Type.Object({ columns: Columns }, closed);

export const PersonalViewsSchema = Type.Object(
  {
    filters: list(Type.Object({ name: Type.String(), query: Type.String(), savedAt: InstantSchema }, closed)),
    columns: nullable(list(Type.String())),
  },
  closed,
);
export type PersonalViewsDocument = Static<typeof PersonalViewsSchema>;
