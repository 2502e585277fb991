// Records a lab as `doctor --record` records a site, without the times, so that two recordings can be compared.
import type { RecordedAnswer, SiteRecord } from '../../sidecar/src/cli/record/archive.ts';
import { recordDirectory } from '../../sidecar/src/cli/record/record-directory.ts';
import { recordSite } from '../../sidecar/src/cli/record/record-site.ts';
import { openAsker } from '../../sidecar/src/cli/site/open-asker.ts';
import { systemClock } from '../../sidecar/src/clock.ts';
import { synchronise } from '../lab/control/synchronise.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';

/** Starts a lab with something of everything, reads its directories as a site in use has, records it, and stops it. */
export async function recordLab(options: LabOptions): Promise<SiteRecord> {
  const lab = await startLab({ users: 300, directories: 'three', checkAnswers: false, ...options });
  try {
    for (const { name } of lab.world.directories) {
      synchronise(lab.world, { directory: name, restore: false, immediate: true });
    }
    return await recordAt(lab);
  } finally {
    await lab.close();
  }
}

/** The same for a directory of its Crowd, by default the internal one. */
export async function recordLabCrowd(options: LabOptions = {}, application = 'user-management'): Promise<SiteRecord> {
  const lab = await startLab({ users: 300, directories: 'three', checkAnswers: false, ...options });
  const password = lab.applications.find(({ name }) => name === application)?.password ?? '';
  const credentials = { kind: 'password', username: application, password } as const;
  const asker = openAsker({ url: lab.crowdUrl, credentials, clock: systemClock });
  try {
    const record = await recordDirectory(asker);
    return { ...record, answers: record.answers.map(withoutTime) };
  } finally {
    await asker.close();
    await lab.close();
  }
}

async function recordAt({ baseUrl, service, site }: Lab): Promise<SiteRecord> {
  const { username, token, password = '' } = service;
  const credentials =
    token === '' ? ({ kind: 'password', username, password } as const) : ({ kind: 'token', token } as const);
  const asker = openAsker({ url: baseUrl, credentials, clock: systemClock });
  try {
    const record = await recordSite({ asker, version: site.tier.version, preferredGroup: 'confluence-users' });
    return { ...record, answers: record.answers.map(withoutTime) };
  } finally {
    await asker.close();
  }
}

function withoutTime(answer: RecordedAnswer): RecordedAnswer {
  if (!('ms' in answer)) return answer;
  const { ms: _ms, ...rest } = answer;
  return rest;
}
