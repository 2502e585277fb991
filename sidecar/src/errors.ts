// The catalogue of codes a client may see: HTTP status and one English sentence that says what to do. Codes are stable.

import { crowdCodes } from './errors/crowd.ts';
import { decisionCodes } from './errors/decisions.ts';
import { directoryCodes } from './errors/directories.ts';
import { erasureCodes } from './errors/erasures.ts';
import { hostCodes } from './errors/host.ts';
import { hostAbilityCodes } from './errors/host-abilities.ts';
import { licenceCodes } from './errors/licence.ts';
import { mailCodes } from './errors/mails.ts';
import { planCodes } from './errors/plans.ts';
import { toldCodes } from './errors/told.ts';

interface CatalogueEntry {
  readonly status: number;
  readonly sentence: string;
}

/** Every code; the sentence is for callers of the API, for the log and for mails, never a host's own words. */
export const catalogue = {
  bad_request: {
    status: 400,
    sentence: 'The request is not understood. Where a field is wrong, the details name it and what is allowed.',
  },
  bad_cursor: { status: 400, sentence: 'The cursor does not belong to this list. Start again without one.' },
  body_too_large: { status: 413, sentence: 'The request is larger than this product accepts. Send less at once.' },
  media_type_unknown: { status: 415, sentence: 'Send JSON with the header Content-Type: application/json.' },
  not_signed_in: { status: 401, sentence: 'Sign in first: send a Confluence token or credentials to POST /session.' },
  sign_in_refused: {
    status: 401,
    sentence:
      'Confluence did not accept this token or password. After several failures it may want a CAPTCHA: then sign in to Confluence once in a browser.',
  },
  not_allowed: {
    status: 403,
    sentence:
      'You are in none of the groups that may use this product. Its administrators name them in UM_ADMIN_GROUPS, UM_OPERATOR_GROUPS, UM_AUDITOR_GROUPS and UM_HELPDESK_GROUPS.',
  },
  role_too_low: {
    status: 403,
    sentence:
      'Your role does not allow this. Auditors look, operators act, administrators decide how everything is done.',
  },
  proof_needed: {
    status: 403,
    sentence: 'Give your token or password once more: this needs credentials from the last ten minutes.',
  },
  token_not_enough: {
    status: 403,
    sentence: 'A token for the API is not enough for this: a person has to do it, signed in as themselves.',
  },
  token_not_found: { status: 404, sentence: 'There is no token for the API with this number.' },
  too_many_tokens: {
    status: 409,
    sentence: 'There are too many tokens for the API. Take back those that nobody uses before you make another.',
  },
  confluence_session_ended: {
    status: 401,
    sentence: "Your session at Confluence has ended, or is another person's. Sign in to Confluence again.",
  },
  password_sign_in_off: {
    status: 403,
    sentence: 'Signing in with a password is switched off here. Use a personal access token of Confluence.',
  },
  csrf_header_missing: { status: 403, sentence: 'State changes need the header X-UM-Request: 1.' },
  not_same_origin: {
    status: 403,
    sentence: 'This is only for pages of the site itself. If it is one, set UM_PUBLIC_URL to its address.',
  },
  webhook_signature_wrong: {
    status: 401,
    sentence:
      'This delivery was not signed with the secret of this product. Enter the same secret at the webhook in Confluence and in UM_WEBHOOK_SECRET.',
  },
  not_found: { status: 404, sentence: 'There is nothing at this address.' },
  policy_not_found: { status: 404, sentence: 'There is no policy with this id.' },
  run_not_found: { status: 404, sentence: 'There is no run with this number.' },
  plan_not_found: { status: 404, sentence: 'This run has no plan yet, or ended before it had one.' },
  simulation_not_found: {
    status: 404,
    sentence: 'There is no such simulation any more. Simulations are kept for 30 days; make a new one.',
  },
  name_list_unreadable: {
    status: 422,
    sentence:
      'The list cannot be read. Send separated values with a column such as username, email or user key, or one name a line.',
  },
  report_not_found: { status: 404, sentence: 'This run has no report yet. It is written when the run ends.' },
  user_not_found: { status: 404, sentence: 'The newest snapshot has no user with this key.' },
  licence_not_read: {
    status: 404,
    sentence: 'The newest snapshot knows nothing of the licence. Start a reading with POST /snapshots.',
  },
  no_snapshot: {
    status: 409,
    sentence:
      'Confluence has not been read yet. Read it: on the first page of the console, by user-management sync, or by POST /snapshots.',
  },
  exemption_not_found: { status: 404, sentence: 'There is no exemption with this number.' },
  exemption_over: { status: 409, sentence: 'This exemption has ended already. Add a new one.' },
  exemption_subject_unknown: {
    status: 422,
    sentence: 'The newest snapshot has no user or group of this name, so the exemption would protect nobody.',
  },
  exemption_end_wrong: {
    status: 422,
    sentence: 'The last day of an exemption is a date from today on, at most two years ahead.',
  },
  quiet_times_wrong: {
    status: 422,
    sentence: 'Quiet times need a known time zone, days that exist, and an end that differs from the beginning.',
  },
  policy_invalid: {
    status: 422,
    sentence: 'The policy has faults. See the details for each place and what is allowed.',
  },
  criteria_invalid: {
    status: 422,
    sentence: 'The criteria have faults. See the details for each place and what is allowed.',
  },
  policy_managed_by_file: { status: 409, sentence: 'This policy is managed by a file. Change the file and restart.' },
  policy_overtaken: {
    status: 409,
    sentence: 'Somebody saved this policy in between. Look at what they changed, then save over their version.',
  },
  policy_has_open_run: {
    status: 409,
    sentence: 'This policy has a run that is not finished. Wait for it or cancel it.',
  },
  ...decisionCodes,
  ...erasureCodes,
  exemption_unreadable: {
    status: 409,
    sentence: 'The members of a protected group cannot be read, so nobody was touched.',
  },
  before_images_erased: {
    status: 409,
    sentence:
      'This run cannot be taken back: what it found before its changes was erased at the end of its retention time. See the retention under settings.',
  },
  nothing_to_undo: { status: 409, sentence: 'This run changed nothing that could be taken back.' },
  run_not_finished: { status: 409, sentence: 'This run is not finished yet. Wait for it or cancel it first.' },
  run_paused_by_another: {
    status: 403,
    sentence: 'Somebody else paused this run, see the details. They let it go on, or an administrator does.',
  },
  stopped_by_another: {
    status: 403,
    sentence: 'Somebody else pulled the emergency stop, see the details. They lift it, or an administrator does.',
  },
  run_already_finished: { status: 409, sentence: 'This run is finished and cannot be cancelled any more.' },
  host_changed: {
    status: 409,
    sentence: 'Another Confluence answers now than the one you want to confirm. Look at GET /host again.',
  },
  emergency_stop: { status: 409, sentence: 'The emergency stop is on. Lift it before anything else runs.' },
  capability_absent: { status: 409, sentence: 'This Confluence has no way to do this.' },
  too_many_requests: { status: 429, sentence: 'Too many requests. Wait a moment and try again.' },
  internal_error: { status: 500, sentence: 'Something broke on our side. The log of the sidecar names it.' },
  host_not_confirmed: {
    status: 409,
    sentence: 'This is not the Confluence that was set up, or it moved. Confirm it first, until then it is only read.',
  },
  second_opinion_differs: {
    status: 500,
    sentence: 'Two readings of the criteria disagree about somebody, so nobody was touched. Please report this.',
  },
  interrupted: { status: 500, sentence: 'The process ended during the call, and what became of it cannot be told.' },
  ...hostCodes,
  ...hostAbilityCodes,
  ...directoryCodes,
  ...mailCodes,
  ...licenceCodes,
  ...planCodes,
  ...toldCodes,
  database_unreachable: {
    status: 502,
    sentence:
      "Confluence's database cannot be reached. Check UM_CONFLUENCE_DATABASE_URL, the network and whether it is up.",
  },
  database_login_refused: {
    status: 502,
    sentence: "Confluence's database refused the login. Check name and password in UM_CONFLUENCE_DATABASE_URL.",
  },
  database_login_can_write: {
    status: 409,
    sentence:
      "The login to Confluence's database can write. Use one that may only read; see `user-management sql` for what it needs, or allow it by UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE.",
  },
  database_not_confluence: {
    status: 502,
    sentence: "Confluence's tables are not in this database. Check the database name in UM_CONFLUENCE_DATABASE_URL.",
  },
  database_unreadable: {
    status: 502,
    sentence: "The login may not read all of Confluence's tables it needs. Grant it SELECT on them.",
  },
  database_timeout: {
    status: 504,
    sentence: "Confluence's database did not answer in time. Try again when it is less busy.",
  },
  database_error: {
    status: 502,
    sentence: "Confluence's database reported an error. The log of the sidecar names it.",
  },
  ...crowdCodes,
  evidence_folder_unreadable: {
    status: 502,
    sentence: 'The folder of evidence cannot be read. Check UM_EVIDENCE_DIR and the rights on it.',
  },
  evidence_settings_invalid: {
    status: 409,
    sentence: 'The file evidence.yaml in the folder of evidence is not as it must be. No file is read until it is.',
  },
  evidence_file_missing: {
    status: 409,
    sentence: 'A file of evidence that evidence.yaml declares is not there. Put it there or take the entry out.',
  },
  evidence_file_unsettled: {
    status: 503,
    sentence: 'A file of evidence is still being written. It is read the next time.',
  },
  evidence_file_unreadable: { status: 502, sentence: 'A file of evidence cannot be read. Check the rights on it.' },
  evidence_encoding_unknown: {
    status: 409,
    sentence:
      'A file of evidence is neither UTF-8 nor UTF-16. Export it again, or state its encoding in evidence.yaml.',
  },
  evidence_table_malformed: {
    status: 409,
    sentence: 'A file of evidence is no table, or it is cut short. Export it again.',
  },
  evidence_columns_unknown: {
    status: 409,
    sentence: 'A file of evidence has no known column of users or of dates. Name them under columns in evidence.yaml.',
  },
  evidence_date_ambiguous: {
    status: 409,
    sentence: 'Dates of a file of evidence can be read in two ways. State their format in evidence.yaml.',
  },
  evidence_zone_missing: {
    status: 409,
    sentence: 'Dates of a file of evidence do not say which zone they are in. State the zone in evidence.yaml.',
  },
  evidence_date_unknown: {
    status: 409,
    sentence: 'Dates of a file of evidence are in no known form. State their format in evidence.yaml.',
  },
  evidence_stale: {
    status: 409,
    sentence: 'A file of evidence is too old to rely on. Bring a newer one, raise maxAgeDays, or take it out.',
  },
  evidence_log_unknown: {
    status: 409,
    sentence: 'No line of an access log is as its pattern says. State the pattern of server.xml in evidence.yaml.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type ErrorCode = keyof typeof catalogue;

/** Whether a text is a code of the catalogue. */
function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(catalogue, text);
}

/** The sentence of a code; a code that is not in the catalogue says so itself. */
export function sentenceOf(code: string): string {
  return isErrorCode(code) ? catalogue[code].sentence : `Code ${code}.`;
}

/** A fault a client may see. `details` must never hold a secret or a host's own words. */
export class ProductError extends Error {
  readonly code: ErrorCode;
  readonly details: readonly FaultDetail[];

  constructor(code: ErrorCode, details: readonly FaultDetail[] = []) {
    super(catalogue[code].sentence);
    this.name = 'ProductError';
    this.code = code;
    this.details = details;
  }
}

/** One place that is wrong and what would be right. */
export interface FaultDetail {
  /** A path into the request or the policy, e.g. `criteria.all[1].inGroup`. */
  readonly path: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}
