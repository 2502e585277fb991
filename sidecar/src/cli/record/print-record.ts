// A recording for people: where it lies, what is in it, and what the site does differently from the stand-in.
import type { Archive, Comparison, DirectoryRecord } from './archive.ts';

const told = 40;

export function printRecord(archive: Archive, file: string): string {
  const { version, directories } = archive;
  return [
    `Recorded Confluence ${version}: ${countAnswers(archive)}, nothing was changed.`,
    ...directories.map(printDirectory),
    `${file} holds statuses, a few headers and the shapes of the answers: no name, no address, no token.`,
    '',
    ...printDifferences('It', archive),
    ...directories.flatMap((one) => printDifferences(`Directory ${one.directory}`, one)),
    ...([archive, ...directories].some(({ differences }) => differences.length > 0)
      ? ['Please send us the file, so that we can correct it.']
      : []),
    '',
  ].join('\n');
}

function printDirectory(record: DirectoryRecord): string {
  return `Recorded directory ${record.directory}, ${record.version}: ${countAnswers(record)}.`;
}

function countAnswers({ answers }: Comparison): string {
  return `${answers.filter((answer) => 'status' in answer).length} of ${answers.length} questions answered`;
}

function printDifferences(who: string, { differences, comparedWith }: Comparison): string[] {
  if (differences.length === 0) return [`${who} answers as our stand-in for ${comparedWith} does.`];
  const count = differences.length === 1 ? 'one thing' : `${differences.length} things`;
  const lines = differences.slice(0, told).map(({ name, at, site, lab }) => {
    return `  ${name}, ${at}: ${site ?? 'not there'} (stand-in: ${lab ?? 'not there'})`;
  });
  const more = differences.length - lines.length;
  return [
    `${who} differs from our stand-in for ${comparedWith} in ${count}:`,
    ...lines,
    ...(more > 0 ? [`  and ${more} more, in the file.`] : []),
  ];
}
