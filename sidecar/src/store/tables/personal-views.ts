// The table of what people keep for their own page, as Kysely sees it.
import type { Instant } from '../../domain/user.ts';
import type { JsonText } from '../json-text.ts';

export interface PersonalViewTable {
  user_key: string;
  kind: 'filter' | 'columns';
  /** Empty for columns, of which there is one choice. */
  name: string;
  content: JsonText<unknown>;
  saved_at: Instant;
}
