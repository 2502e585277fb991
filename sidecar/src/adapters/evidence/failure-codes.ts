// Why a source of evidence could not be read. Each has one sentence for people in `errors.ts`.

export type EvidenceFailureCode =
  | 'evidence_folder_unreadable'
  | 'evidence_settings_invalid' // evidence.yaml is not what it must be
  | 'evidence_file_missing' // declared, and no file of that name is there
  | 'evidence_file_unsettled' // still being written
  | 'evidence_file_unreadable'
  | 'evidence_encoding_unknown'
  | 'evidence_table_malformed' // no table, or cut short
  | 'evidence_columns_unknown' // no column of users, or none of dates
  | 'evidence_date_ambiguous' // 03/04/2026 is two days
  | 'evidence_zone_missing' // a time without the zone it is meant in
  | 'evidence_date_unknown' // no date in a form that is known
  | 'evidence_log_unknown'; // no line as the pattern says
