// The demo's parts, started in order and ended in reverse: lab, mail catcher, sidecar, and a signed-in client.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type ApiClient, signIn, waitFor } from './api.ts';
import { writeDirectoriesFile } from './crowd-directories.ts';
import type { DemoFlags } from './flags.ts';
import { type LabReady, startLabProcess } from './lab-ready.ts';
import { catchMails, type MailCatcher } from './mail-catcher.ts';
import { startMovableSidecar } from './movable-sidecar.ts';
import { basePathAt, embedConsole, takePlugin } from './plugin.ts';
import { choosePort } from './port.ts';

export interface Demo {
  readonly lab: LabReady;
  readonly catcher: MailCatcher;
  readonly api: ApiClient;
  /** Address of the sidecar's REST API. */
  readonly apiUrl: string;
  /** Moves the sidecar's clock on by starting it anew, on its port and with its store; resolves once it listens again. */
  readonly advanceSidecar: (days: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface DemoOptions {
  readonly flags: DemoFlags;
  /** Everything the demo writes: store, log lines are not kept. */
  readonly folder: string;
  readonly mailFolder: string;
  readonly say: (line: string) => void;
  /** A lab that runs already and goes on afterwards; by default the demo starts one of its own. */
  readonly lab?: LabReady;
}

/** How many policies the sample folder holds. */
const samplePolicies = 3;

/** Starts everything; what was started is ended again when a later part does not start. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { flags, folder, mailFolder, say } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const port = async (wished: number): Promise<string> => String(flags.once ? 0 : await choosePort(wished));
    // The plugin is for people to look at: the main job without a person goes without it.
    const [lab, jar] = await Promise.all([
      options.lab ?? startOwnLab(options, port, closers),
      flags.once ? null : takePlugin(),
    ]);
    const basePath = flags.once ? '/user-management' : basePathAt(lab);

    await rm(mailFolder, { recursive: true, force: true });
    const catcher = await catchMails(mailFolder);
    closers.push(catcher.close);

    const shown = flags.once ? {} : await forPeople(lab, folder);
    say('Starting the sidecar …');
    const sidecar = await startMovableSidecar({
      port: Number(await port(8390)),
      say,
      env: {
        UM_CONFLUENCE_URL: lab.baseUrl,
        ...serviceCredentials(lab, flags),
        UM_DATABASE_URL: `sqlite:${path.join(folder, 'demo.db')}`,
        UM_BASE_PATH: basePath,
        ...shown,
        UM_SECRET: randomBytes(32).toString('base64'),
        UM_SMTP_URL: catcher.url,
        UM_MAIL_FROM: 'User Management <user-management@example.com>',
        UM_POLICIES_DIR: path.resolve(import.meta.dirname, '../../test/lab/policies'),
        UM_TIME_ZONE: 'Europe/Berlin',
      },
    });
    closers.push(sidecar.stop);

    const sidecarUrl = sidecar.url;
    if (jar !== null) {
      say('Installing the plugin …');
      await embedConsole({ lab, jar, sidecarUrl });
    }
    const apiUrl = `${sidecarUrl}${basePath}/api/v1`;
    const { username, password, token } = lab.admin;
    const api = await signIn(apiUrl, token === '' ? { username, password } : { token });
    await waitFor('the sample policies', async () => {
      const { items } = await api.get<{ items: unknown[] }>('/policies');
      return items.length >= samplePolicies ? items : null;
    });
    return { lab, catcher, api, apiUrl, advanceSidecar: sidecar.advance, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What only somebody who looks needs: links in mails, and the accounts of all directories. */
async function forPeople(lab: LabReady, folder: string): Promise<Record<string, string>> {
  return {
    UM_PUBLIC_URL: `${lab.baseUrl.replace(/\/$/, '')}/user-management`,
    UM_DIRECTORIES_FILE: await writeDirectoriesFile(lab, folder),
  };
}

async function startOwnLab(
  { flags, say }: DemoOptions,
  port: (wished: number) => Promise<string>,
  closers: (() => Promise<void>)[],
): Promise<LabReady> {
  say(`Starting a stand-in Confluence ${flags.confluence} with ${flags.users} users …`);
  const ports = ['--port', await port(8090), '--crowd-port', await port(8095), '--control-port', await port(8091)];
  const site = ['--confluence', flags.confluence, '--users', flags.users, '--seed', flags.seed];
  const remoteApi = isBefore8(flags) ? ['--remote-api', 'on'] : [];
  const looks = ['--plugin-upload', 'on', '--signature-check', 'off', '--directories', 'three'];
  const lab = await startLabProcess([...ports, ...site, ...remoteApi, ...(flags.once ? [] : looks)]);
  closers.push(lab.stop);
  return lab;
}

/** The 7 line changes users by its Remote API alone, which is off by default and takes no tokens. */
function isBefore8({ confluence }: DemoFlags): boolean {
  return confluence.startsWith('7.');
}

function serviceCredentials({ service }: LabReady, flags: DemoFlags): Record<string, string> {
  if (!isBefore8(flags)) return { UM_CONFLUENCE_TOKEN: service.token };
  return { UM_CONFLUENCE_USERNAME: service.username, UM_CONFLUENCE_PASSWORD: service.password ?? '' };
}
