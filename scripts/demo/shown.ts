// The demo for people: it runs until it is ended, with a panel of buttons, and starts anew as another version when one asks.
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { Demo, DemoOptions } from './demo.ts';
import { startRehearsed } from './once.ts';
import { listSynchronised } from './panel/lab-control.ts';
import { openPanel } from './panel/open-panel.ts';
import type { PanelSite } from './panel/presses.ts';
import { choosePort } from './port.ts';

export interface ShownOptions extends Omit<DemoOptions, 'lab'> {
  /** Resolves when everything is to stop. */
  readonly ended: Promise<void>;
  /** Each time it is ready to be looked at. */
  readonly onShown: (demo: Demo, panelUrl: string) => void;
}

/** Resolves once everything has stopped; rejects, with nothing left running, when a start fails. */
export async function showDemo(options: ShownOptions): Promise<void> {
  const { flags } = options;
  let site: PanelSite | null = null;
  const panel = await openPanel({ port: flags.once ? 0 : await choosePort(8391), site: () => site });
  try {
    for (let confluence: string | null = flags.confluence; confluence !== null; ) {
      const settle = (present: PanelSite | null): void => {
        site = present;
      };
      confluence = await showAs({ ...options, confluence, panelUrl: panel.url, settle });
    }
  } finally {
    await panel.close();
  }
}

interface ShownVersion extends ShownOptions {
  readonly confluence: string;
  readonly panelUrl: string;
  /** Told what the panel's buttons act on from now on. */
  readonly settle: (site: PanelSite | null) => void;
}

/** Shows one version until the end, which is null, or until another is asked for, which it gives. */
async function showAs(version: ShownVersion): Promise<string | null> {
  const { confluence, flags, folder, mailFolder, say, ended, panelUrl, settle, onShown } = version;
  // A folder for each: the store of one site must not be taken for that of the next.
  const own = await mkdtemp(path.join(folder, 'site-'));
  const demo = await startRehearsed({ flags: { ...flags, confluence }, folder: own, mailFolder, say });
  try {
    const asked = Promise.withResolvers<string>();
    const { controlUrl } = demo.lab;
    const synchronised = await listSynchronised(controlUrl);
    const { advanceSidecar } = demo;
    settle({ confluence, controlUrl, synchronised, advanceSidecar, restartAs: asked.resolve });
    onShown(demo, panelUrl);
    const next = await Promise.race([ended.then(() => null), asked.promise]);
    say(next === null ? 'Stopping …' : `Starting anew as Confluence ${next} …`);
    return next;
  } finally {
    settle(null);
    await demo.close();
  }
}
