// What each button of the demo panel does to the site, and the sentence that says what happened.
import { askLab, LabRefusal, listNamesIn } from './lab-control.ts';
import type { PanelWords } from './words.ts';

/** The site the buttons act on. */
export interface PanelSite {
  /** The line of Confluence, like 10.2. */
  readonly confluence: string;
  readonly controlUrl: string;
  /** Names of the directories that have a source outside Confluence. */
  readonly synchronised: readonly string[];
  /** Moves the sidecar's clock on by starting it anew; resolves once it listens again. */
  readonly advanceSidecar: (days: number) => Promise<void>;
  /** Begins to start everything anew as this version. */
  readonly restartAs: (confluence: string) => void;
}

export interface Pressed {
  readonly site: PanelSite;
  readonly form: URLSearchParams;
  /** Those of whoever presses. */
  readonly words: PanelWords;
}

/** Throws where it could not be done: the message of a plain error says why, in the words of whoever presses. */
type Press = (pressed: Pressed) => Promise<string>;

export const clockDays = [1, 30, 90] as const;
/** Versions the demo can be started anew as. 8.5 tells no last log-in, and nothing stands in for that. */
export const versions = ['8.5', '10.2'] as const;

/** By the last part of the address a form is sent to. */
export const presses: ReadonlyMap<string, Press> = new Map<string, Press>([
  ['login', logIn],
  ['synchronise', (pressed) => synchronise(pressed, { restore: false })],
  ['restore', (pressed) => synchronise(pressed, { restore: true })],
  ['break-source', breakSource],
  ['break-reading', breakReading],
  ['mend', mend],
  ['clock', moveClock],
  ['restart', restart],
]);

async function logIn(pressed: Pressed): Promise<string> {
  const { site, words } = pressed;
  const wanted = read(pressed, 'username').trim();
  try {
    const { username, lastLoginAt } = await askLab<{ username: string; lastLoginAt: string }>(site.controlUrl, {
      path: '/login',
      body: { username: wanted },
    });
    return words.done.loggedIn(username, words.instant(lastLoginAt));
  } catch (error) {
    throw isNotThere(error) ? new Error(words.nobody(wanted)) : error;
  }
}

interface Synchronised {
  readonly synchronised: boolean;
  readonly restored: number;
  readonly changes: number;
}

async function synchronise(pressed: Pressed, { restore }: { readonly restore: boolean }): Promise<string> {
  const { site, words } = pressed;
  const directory = read(pressed, 'directory');
  const body = { directory, restore, immediate: true };
  const answer = await askLab<Synchronised>(site.controlUrl, { path: '/synchronise', body }).catch((error: unknown) => {
    throw isNotThere(error) ? new Error(words.noDirectory(directory)) : error;
  });
  if (!answer.synchronised) throw new Error(words.keptInside(directory));
  return words.done.synchronised(directory, answer.restored, answer.changes);
}

/** As a broken feed would: every account of the directory is disabled at its source, and Confluence takes it over. */
async function breakSource(pressed: Pressed): Promise<string> {
  const { controlUrl } = pressed.site;
  const directory = read(pressed, 'directory');
  let disabled = 0;
  for (const username of await listNamesIn(controlUrl, directory)) {
    if (await disableAtSource(controlUrl, { directory, username, change: 'disable' })) disabled += 1;
  }
  const taken = await synchronise(pressed, { restore: false });
  return `${pressed.words.done.sourceBroken(directory, disabled)} ${taken}`;
}

/** False where the source has no such account any more. */
async function disableAtSource(controlUrl: string, body: object): Promise<boolean> {
  try {
    await askLab(controlUrl, { path: '/source', body });
    return true;
  } catch (error) {
    if (isNotThere(error)) return false;
    throw error;
  }
}

function isNotThere(error: unknown): boolean {
  return error instanceof LabRefusal && error.status === 404;
}

async function breakReading({ site, words }: Pressed): Promise<string> {
  const match = { service: 'confluence', method: 'GET', path: '/rest/api/group*' };
  await askLab(site.controlUrl, { path: '/faults', body: { kind: 'status', status: 500, match } });
  return words.done.readingBroken;
}

async function mend({ site, words }: Pressed): Promise<string> {
  await askLab(site.controlUrl, { method: 'DELETE', path: '/faults' });
  return words.done.mended;
}

async function moveClock({ site, form, words }: Pressed): Promise<string> {
  const days = clockDays.find((one) => String(one) === form.get('days'));
  if (days === undefined) throw new Error(words.clockSteps(clockDays.join(', ')));
  const { now } = await askLab<{ now: string }>(site.controlUrl, { path: '/clock', body: { advanceDays: days } });
  await site.advanceSidecar(days).catch(() => {
    throw new Error(words.sidecarSilent);
  });
  return words.done.clockMoved(words.instant(now));
}

async function restart({ site, form, words }: Pressed): Promise<string> {
  const version = versions.find((one) => one === form.get('version'));
  if (version === undefined) throw new Error(words.versions(versions.join(', ')));
  site.restartAs(version);
  return words.done.restarted(version);
}

function read({ form, words }: Pressed, key: keyof PanelWords['missing']): string {
  const value = form.get(key) ?? '';
  if (value === '') throw new Error(words.missing[key]);
  return value;
}

/** Why a press threw, as the end of a sentence; what the lab says itself is told as its own words. */
export function wordFailure(error: unknown, words: PanelWords): string {
  if (!(error instanceof LabRefusal)) return error instanceof Error ? error.message : String(error);
  return error.status === 0 ? words.labSilent : words.labRefused(error.message);
}
