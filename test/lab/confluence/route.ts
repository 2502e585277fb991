// What a resource is to the lab: a method, a path, who may call it, and a function from a call to an answer.
import type { Fault } from '../wire/faults.ts';
import type { User } from '../world/model.ts';
import type { Caller } from './caller.ts';
import type { Site } from './site.ts';
import type { Ability } from './tiers.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** `anonymous` may be called by everybody; `viewer` needs a licence and answers 403 to anybody else. */
export type Access = 'anonymous' | 'authenticated' | 'viewer' | 'administrator' | 'system-administrator';

export type Call = {
  readonly site: Site;
  readonly method: string;
  /** Without context path and query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly caller: Caller;
  readonly body: unknown;
  /** The body as JSON, for routes that look at it only after other checks; refuses anything else. */
  readonly readJson: () => unknown;
  readonly accept: Accept;
  readonly faults: readonly Fault[];
};

export type Accept = 'json' | 'any' | 'xml' | 'html' | 'absent';

/** `json` is sent as JSON; `text` as it is. */
export type Answer = {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Route = {
  readonly method: Method;
  /** In the form of the OpenAPI documents: `/rest/api/group/{groupName}/member`. */
  readonly path: string;
  readonly access: Access;
  /** How strangers are turned away: 401 where the reference says so, otherwise 403. */
  readonly strangers?: 401 | 403;
  /** Absent from the site unless its version has this ability. */
  readonly needs?: Ability;
  readonly reads?: 'json';
  /** What a client may ask for: JSON unless XML stands beside it, or the answer does not look at what is asked for. */
  readonly offers?: 'xml-too' | 'its-own';
  /** False for writes that read-only mode lets through. */
  readonly blockedInReadOnly?: boolean;
  readonly answer: (call: Call) => Answer;
};

/** Thrown by a handler to answer with an error; the server gives it the body this client understands. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: RefusalDetails;
  constructor(status: number, message: string, details: RefusalDetails = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

export type RefusalDetails = {
  authorized?: boolean;
  valid?: boolean;
  allowedInReadOnlyMode?: boolean;
  /** What was wrong with the body, one sentence each. */
  errors?: readonly { key: string; text: string }[];
};

export function answerJson(json: unknown, status = 200): Answer {
  return { status, json };
}

export const NO_CONTENT: Answer = { status: 204 };

/** The user who calls; only for routes whose access lets nobody anonymous through. */
export function requireCaller(call: Call): User {
  if (call.caller.user === null) throw new Refusal(401, 'User is not authenticated', { authorized: false });
  return call.caller.user;
}
