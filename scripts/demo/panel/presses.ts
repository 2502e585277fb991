// What each button of the demo panel does to the site, and the sentence that says what happened.
import { askLab, LabRefusal, listNamesIn } from './lab-control.ts';

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

/** Throws where it could not be done: the message says why, as the end of a sentence. */
type Press = (site: PanelSite, form: URLSearchParams) => Promise<string>;

export const clockDays = [1, 30, 90] as const;
/** Versions the demo can be started anew as. 8.5 tells no last log-in, and nothing stands in for that. */
export const versions = ['8.5', '10.2'] as const;

/** By the last part of the address a form is sent to. */
export const presses: ReadonlyMap<string, Press> = new Map<string, Press>([
  ['login', logIn],
  ['synchronise', (site, form) => synchronise(site, { directory: read(form, 'directory'), restore: false })],
  ['restore', (site, form) => synchronise(site, { directory: read(form, 'directory'), restore: true })],
  ['break-source', breakSource],
  ['break-reading', breakReading],
  ['mend', mend],
  ['clock', moveClock],
  ['restart', restart],
]);

async function logIn({ controlUrl }: PanelSite, form: URLSearchParams): Promise<string> {
  const body = { username: read(form, 'username').trim() };
  const { username, lastLoginAt } = await askLab<{ username: string; lastLoginAt: string }>(controlUrl, {
    path: '/login',
    body,
  });
  return `${username} logged in at ${sayInstant(lastLoginAt)}. The sidecar learns of it when it reads the next time.`;
}

interface Synchronised {
  readonly synchronised: boolean;
  readonly restored: number;
  readonly changes: number;
  readonly reason: string;
}

async function synchronise(
  { controlUrl }: PanelSite,
  { directory, restore }: { readonly directory: string; readonly restore: boolean },
): Promise<string> {
  const body = { directory, restore, immediate: true };
  const answer = await askLab<Synchronised>(controlUrl, { path: '/synchronise', body });
  if (!answer.synchronised) throw new Error(answer.reason);
  const fed = `Accounts that its feed made active again: ${answer.restored}.`;
  return `${directory} was synchronised. ${fed} Differences that Confluence took over: ${answer.changes}.`;
}

/** As a broken feed would: every account of the directory is disabled at its source, and Confluence takes it over. */
async function breakSource(site: PanelSite, form: URLSearchParams): Promise<string> {
  const { controlUrl } = site;
  const directory = read(form, 'directory');
  let disabled = 0;
  for (const username of await listNamesIn(controlUrl, directory)) {
    if (await disableAtSource(controlUrl, { directory, username, change: 'disable' })) disabled += 1;
  }
  const taken = await synchronise(site, { directory, restore: false });
  return `Accounts that the source of ${directory} disabled: ${disabled}. ${taken}`;
}

/** False where the source has no such account any more. */
async function disableAtSource(controlUrl: string, body: object): Promise<boolean> {
  try {
    await askLab(controlUrl, { path: '/source', body });
    return true;
  } catch (error) {
    if (error instanceof LabRefusal && error.status === 404) return false;
    throw error;
  }
}

async function breakReading({ controlUrl }: PanelSite): Promise<string> {
  const match = { service: 'confluence', method: 'GET', path: '/rest/api/group*' };
  await askLab(controlUrl, { path: '/faults', body: { kind: 'status', status: 500, match } });
  return 'Confluence answers 500 wherever groups are read, until you mend it.';
}

async function mend({ controlUrl }: PanelSite): Promise<string> {
  await askLab(controlUrl, { method: 'DELETE', path: '/faults' });
  return 'Confluence answers as it should again.';
}

async function moveClock({ controlUrl, advanceSidecar }: PanelSite, form: URLSearchParams): Promise<string> {
  const days = clockDays.find((one) => String(one) === form.get('days'));
  if (days === undefined) throw new Error(`the clock moves by ${clockDays.join(', ')} days`);
  const { now } = await askLab<{ now: string }>(controlUrl, { path: '/clock', body: { advanceDays: days } });
  await advanceSidecar(days);
  return `Both clocks stand at ${sayInstant(now)}. Everybody signs in anew.`;
}

async function restart({ restartAs }: PanelSite, form: URLSearchParams): Promise<string> {
  const version = versions.find((one) => one === form.get('version'));
  if (version === undefined) throw new Error(`the demo can be started as ${versions.join(' or ')}`);
  restartAs(version);
  return `The demo was started anew as Confluence ${version}: another site, and no plan, policy or run of before.`;
}

function read(form: URLSearchParams, key: string): string {
  const value = form.get(key) ?? '';
  if (value === '') throw new Error(`the form says no ${key}`);
  return value;
}

/** To the minute, in UTC. */
export function sayInstant(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
