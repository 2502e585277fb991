// What a resource is to the stand-in Crowd: a method, a path below usermanagement, and a function from a call to an answer.
import type { Application } from './applications.ts';
import type { Entity } from './entity.ts';
import type { Form } from './media.ts';
import type { CrowdSite } from './site.ts';

export type CrowdCall = {
  readonly site: CrowdSite;
  readonly application: Application;
  /** `http://host/crowd/rest/usermanagement/1`. */
  readonly base: string;
  readonly query: URLSearchParams;
  /** The last segment of a path that ends with one of its own: a token. */
  readonly tail: string;
  readonly form: Form;
  /** The body as JSON would read, whichever form it came in; refuses what is neither, and XML of another root than is named. */
  readonly readBody: (root?: string) => Record<string, unknown>;
  /** The body as it came, with its form. */
  readonly raw: { readonly form: Form | null; readonly text: string };
};

export type CrowdAnswer = {
  readonly status: number;
  /** Sent in the form the client wants; `tag` is the root of the XML. */
  readonly entity?: { readonly tag: string; readonly value: Entity };
  readonly xml?: string;
  readonly location?: string;
  readonly noCache?: boolean;
};

export type CrowdRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/rest/usermanagement/1/`; a `*` at the end takes one segment. */
  readonly path: string;
  /** Forms of the answer where not both. */
  readonly offers?: readonly Form[];
  readonly answer: (call: CrowdCall) => CrowdAnswer;
};

export const DONE: CrowdAnswer = { status: 204 };

export function answerEntity(tag: string, value: Entity, status = 200): CrowdAnswer {
  return { status, entity: { tag, value } };
}
