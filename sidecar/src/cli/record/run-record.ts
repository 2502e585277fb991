// `doctor --record`: asks Confluence and Crowd everything by GET, writes down the shapes of its answers, and tells where the lab differs.
import { readFileSync } from 'node:fs';
import { failureCodeOf } from '../../adapters/confluence/answers.ts';
import { readManifest } from '../../adapters/confluence/manifest.ts';
import { HostFailure, type HostIdentity } from '../../adapters/ports.ts';
import { type Config, formatFaults, loadConfig, type Secrets } from '../../config.ts';
import { defaultLicenceGroup } from '../../domain/licence/licence.ts';
import { sentenceOf } from '../../errors.ts';
import { type Call, CommandFault } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { readVersion } from '../frame/version.ts';
import { type Asker, openAsker } from '../site/open-asker.ts';
import { type Archive, archiveFormat, type DirectoryRecord } from './archive.ts';
import { compareRecords } from './compare.ts';
import { printRecord } from './print-record.ts';
import { recordDirectory } from './record-directory.ts';
import { recordSite } from './record-site.ts';
import { chooseLine, crowdReferenceLine, readCrowdReference, readReference } from './reference.ts';
import { demandFree, nameArchive, writeArchive } from './write-archive.ts';

/** Ends with 0 whatever the differences are: they are news, not faults. */
export async function runRecord(call: Call): Promise<ExitCode> {
  const { env, clock, words, json, out } = call;
  const loaded = loadConfig(env, (path) => readFileSync(path, 'utf8'));
  if ('faults' in loaded) throw new CommandFault(exitCodes.configuration, formatFaults(loaded.faults));
  const { config, secrets } = loaded;
  if (words[0] !== undefined) demandFree(words[0]);
  const asker = openAsker({ url: config.confluence.url, credentials: secrets.confluence, clock });
  try {
    const { version } = await knock(asker);
    const onProgress = call.columns === null || json ? undefined : tellProgress(call);
    const preferredGroup = config.groups.licence?.[0] ?? defaultLicenceGroup;
    const site = await recordSite({
      asker,
      version,
      preferredGroup,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const directories = await recordDirectories(call, config, secrets);
    const line = chooseLine(version);
    const archive: Archive = {
      format: archiveFormat,
      product: readVersion(),
      recordedOn: clock.now().slice(0, 10),
      ...site,
      comparedWith: line,
      differences: compareRecords(site, readReference(line)),
      directories,
    };
    const file = words[0] ?? nameArchive(archive);
    await writeArchive(file, archive);
    out(json ? printJson({ file, ...archive }) : printRecord(archive, file));
    return exitCodes.well;
  } finally {
    await asker.close();
  }
}

/** One after the other, each by its own application. */
async function recordDirectories(call: Call, config: Config, secrets: Secrets): Promise<DirectoryRecord[]> {
  const records: DirectoryRecord[] = [];
  for (const [index, { name, url, application: username }] of config.directories.entries()) {
    const password = secrets.directoryPasswords[name] ?? '';
    const credentials = { kind: 'password', username, password } as const;
    // The table of all memberships comes in one answer, and that may take its time.
    const asker = openAsker({ url, credentials, clock: call.clock, patient: true });
    try {
      const onProgress = call.columns === null || call.json ? undefined : tellProgress(call);
      const record = await recordDirectory(asker, onProgress);
      const differences = compareRecords(record, readCrowdReference());
      records.push({ directory: index + 1, ...record, comparedWith: `Crowd ${crowdReferenceLine}`, differences });
    } finally {
      await asker.close();
    }
  }
  return records;
}

/** Throws a sentence where there is no Confluence, or where it does not know us: sixty refusals would lock the account. */
async function knock(asker: Asker): Promise<HostIdentity> {
  try {
    const identity = await readManifest({ send: ({ path }) => asker.ask({ path, anonymous: true }) });
    const answer = await asker.ask({ path: '/rest/api/user/current' });
    const code = failureCodeOf(answer);
    const anonymous = /"type"\s*:\s*"anonymous"/.test(answer.text);
    if (code !== null || anonymous) throw refuse(code ?? 'host_unauthorised', exitCodes.refused);
    return { ...identity, version: /^\d+(?:\.\d+){1,3}/.exec(identity.version)?.[0] ?? 'unknown' };
  } catch (error) {
    if (error instanceof HostFailure) throw refuse(error.code, exitCodes.hostUnreachable);
    throw error;
  }
}

function refuse(code: string, exitCode: ExitCode): CommandFault {
  return new CommandFault(exitCode, sentenceOf(code));
}

/** One line that is written over and over. */
function tellProgress({ err }: Call) {
  return (done: number, all: number) => {
    err(done + 1 === all ? '\r\u001b[K' : `\rAsking, ${done + 1} of ${all} …`);
  };
}
