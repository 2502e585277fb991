// The table of settings as Kysely sees it.
import type { JsonText } from '../json-text.ts';

export interface SettingTable {
  key: string;
  value: JsonText<unknown>;
}
