// What the demo panel says, in the language the browser asks for: German where it comes first, English everywhere else.
import { english } from './words/english.ts';
import { german } from './words/german.ts';

/** A heading, and what it is about. */
interface Part {
  readonly title: string;
  readonly what: string;
}

export interface PanelWords {
  readonly language: 'en' | 'de';
  readonly title: string;
  readonly starting: string;
  readonly lead: (confluence: string) => string;
  readonly clockAt: (instant: string) => string;
  readonly clockSilent: string;
  readonly people: Part & { readonly username: string; readonly press: string };
  readonly directories: Part & {
    readonly none: string;
    readonly synchronise: (directory: string) => string;
    readonly breakSource: (directory: string) => string;
    readonly restore: (directory: string) => string;
  };
  readonly answers: Part & { readonly breakReading: string; readonly mend: string };
  readonly time: Part & { readonly press: (days: number) => string };
  readonly version: Part & { readonly press: (version: string) => string };
  /** What a press did. */
  readonly done: {
    readonly loggedIn: (username: string, instant: string) => string;
    readonly synchronised: (directory: string, restored: number, changes: number) => string;
    readonly sourceBroken: (directory: string, disabled: number) => string;
    readonly readingBroken: string;
    readonly mended: string;
    readonly clockMoved: (instant: string) => string;
    readonly restarted: (version: string) => string;
  };
  readonly wasStarting: string;
  readonly failed: (why: string) => string;
  /** Ends of "that did not work: …". */
  readonly nobody: (username: string) => string;
  readonly clockSteps: (days: string) => string;
  readonly versions: (names: string) => string;
  readonly missing: Readonly<Record<'username' | 'directory', string>>;
  readonly noDirectory: (directory: string) => string;
  readonly keptInside: (directory: string) => string;
  readonly labSilent: string;
  readonly labRefused: (said: string) => string;
  readonly sidecarSilent: string;
  /** To the minute, in UTC. */
  readonly instant: (instant: string) => string;
}

/** By the header `Accept-Language`; browsers name what their reader wants most first. */
export function choosePanelWords(acceptLanguage: string | undefined): PanelWords {
  return /^\s*de\b/i.test(acceptLanguage ?? '') ? german : english;
}
