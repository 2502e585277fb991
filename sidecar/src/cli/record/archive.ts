// What a recording is, as it is written to a file: everything in it is a word of ours, a status, a number or a form.
import type { DescribedAnswer } from './describe-answer.ts';

export const archiveFormat = 'user-management-record/1';

/** One question and what became of it. */
export type RecordedAnswer = { readonly name: string; readonly request: string } & (
  | (DescribedAnswer & { readonly ms?: number })
  /** A code of ours: no whole answer came. */
  | { readonly failure: string }
  /** It could not be asked. */
  | { readonly skipped: string }
);

/** What the answers of one server look like. */
export interface SiteRecord {
  /** For example `10.2.14` of Confluence and `Crowd/5.1.0` of Crowd. */
  readonly version: string;
  readonly answers: readonly RecordedAnswer[];
}

/** Something in which a site differs from the stand-in of its version. */
export interface Difference {
  readonly name: string;
  /** What is compared: the status, a header, or a path into the body. */
  readonly at: string;
  /** Null where it does not have it. */
  readonly site: string | null;
  readonly lab: string | null;
}

/** A recording beside that of the stand-in. */
export interface Comparison extends SiteRecord {
  /** The version of the stand-in. */
  readonly comparedWith: string;
  readonly differences: readonly Difference[];
}

/** The Crowd application of one directory, by its place in the settings: its name is none of our business. */
export interface DirectoryRecord extends Comparison {
  readonly directory: number;
}

export interface Archive extends Comparison {
  readonly format: typeof archiveFormat;
  /** The version of this product. */
  readonly product: string;
  /** The day, without the time. */
  readonly recordedOn: string;
  /** In the order of the settings. */
  readonly directories: readonly DirectoryRecord[];
}
