// The directories that are reached through a Crowd application of their own: who answers, for which one, with what rights.
import { connectCrowd } from '../../adapters/crowd/connect.ts';
import { type DirectoryAbilityState, type DirectoryIdentity, HostFailure } from '../../adapters/ports.ts';
import type { DirectorySettings } from '../../config/directories-file.ts';
import { sentenceOf } from '../../errors.ts';
import type { Check, Ground } from './check.ts';
import { explainFailure } from './explain-failure.ts';
import { type Finding, fault, ok, warning } from './finding.ts';

export const checkCrowd: Check = {
  name: 'crowd',
  title: 'Crowd',
  run: async (ground) => {
    const findings: Finding[] = [];
    for (const directory of ground.config.directories) {
      const own = await lookAt(directory, ground);
      findings.push(...own.map((finding) => ({ ...finding, found: `"${directory.name}": ${finding.found}` })));
    }
    return findings;
  },
};

async function lookAt(settings: DirectorySettings, { secrets, clock }: Ground): Promise<readonly Finding[]> {
  const { name, url, application, directoryId, writable } = settings;
  const { reads, close } = connectCrowd({
    url,
    application,
    password: secrets.directoryPasswords[name] ?? '',
    directory: { id: directoryId, writable },
    clock,
    timeoutMs: 15_000,
    http: { retry: { tries: 2, busyTries: 3 }, deadlineMs: 30_000 },
  });
  try {
    return [judgeMapping(await reads.identify(), settings), ...judgeAbilities(await reads.abilities())];
  } catch (error) {
    if (error instanceof HostFailure) return [explainFailure(error)];
    throw error;
  } finally {
    await close();
  }
}

function judgeMapping(
  { product, version, seenDirectories, mapping }: DirectoryIdentity,
  { url, writable, directoryId }: DirectorySettings,
): Finding {
  const ids = seenDirectories.map(({ id }) => id).join(', ');
  const who = `${product} ${version} at ${url}`;
  switch (mapping) {
    case 'as-configured':
      return ok(`${who} answers for it alone (directory ${ids}), to ${writable ? 'read and write' : 'read'}.`);
    case 'another':
      return fault(`${who} answers for directory ${ids}, not for ${directoryId}.`, adviceOf('crowd_wrong_directory'));
    case 'several':
      return fault(`${who} answers for the directories ${ids}.`, adviceOf('crowd_several_directories'));
    case 'unconfirmed':
      return warning(
        `${who} answers for directory ${ids}; until that is confirmed, it is only read.`,
        `Set directoryId: "${ids}" for it in UM_DIRECTORIES_FILE, if that is the right one.`,
      );
    case 'untold':
      return warning(`${who} answers, and does not tell for which directory.`, adviceOf('crowd_directory_untold'));
  }
}

/** Writing cannot be tried without writing, so only what is known to be refused is told. */
function judgeAbilities(states: readonly DirectoryAbilityState[]): Finding[] {
  return states
    .filter(({ may, evidence }) => may === 'no' && evidence.includes('→'))
    .map(({ ability, evidence }) =>
      warning(
        `The application lacks the permission "${ability}".`,
        'Grant it in Crowd, to the application and in the directory.',
        { evidence },
      ),
    );
}

/** The second sentence of a code: what to do. */
function adviceOf(code: string): string {
  const sentence = sentenceOf(code);
  return sentence.replace(/^.*?\.\s+/s, '');
}
