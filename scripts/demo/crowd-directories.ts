// The lab's directories as a file for the sidecar: one Crowd application each, so that accounts can be seen and moved.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LabReady } from './lab-ready.ts';

interface ToldApplications {
  /** Crowd numbers its directories itself: Confluence's numbers are others. */
  readonly applications: readonly { readonly name: string; readonly directories: readonly { readonly id: number }[] }[];
}

/** Writes the file into the folder, readable for its owner alone, and gives its path. */
export async function writeDirectoriesFile(lab: LabReady, folder: string): Promise<string> {
  const answer = await fetch(`${lab.controlUrl}/applications`);
  const told = (await answer.json()) as ToldApplications;
  const idOf = (application: string) => told.applications.find((one) => one.name === application)?.directories[0]?.id;
  const directories = lab.applications.map(({ directory, name, password, writable }) => {
    return { name: directory, url: lab.crowdUrl, application: name, password, directoryId: idOf(name), writable };
  });
  const file = path.join(folder, 'directories.json');
  await writeFile(file, JSON.stringify({ directories }), { mode: 0o600 });
  return file;
}
