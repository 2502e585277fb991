// The lab's Crowd applications as the configuration of a sidecar.
import type { Lab } from '../lab/lab.ts';
import type { SidecarOptions } from './sidecar.ts';

/** One Crowd application for each directory of the lab, or for those named. */
export function crowdApplications(
  { applications, crowdUrl }: Lab,
  names: readonly string[] = applications.map((one) => one.directory),
): Required<Pick<SidecarOptions, 'directories' | 'directoryPasswords'>> {
  const chosen = applications.filter((one) => names.includes(one.directory));
  return {
    directories: chosen.map(({ directory, directoryId, name, writable }) => {
      return { name: directory, url: crowdUrl, application: name, directoryId: String(directoryId), writable };
    }),
    directoryPasswords: Object.fromEntries(chosen.map(({ directory, password }) => [directory, password])),
  };
}
