// A recording for people: where it lies, what is in it, and what the site does differently from the stand-in.
import type { Archive, Difference } from './archive.ts';

const told = 40;

export function printRecord({ version, answers, differences, comparedWith }: Archive, file: string): string {
  const asked = answers.filter((answer) => 'status' in answer).length;
  return [
    `Recorded Confluence ${version}: ${asked} of ${answers.length} questions answered, nothing was changed.`,
    `${file} holds statuses, a few headers and the shapes of the answers: no name, no address, no token.`,
    '',
    ...printDifferences(differences, comparedWith),
    '',
  ].join('\n');
}

function printDifferences(differences: readonly Difference[], comparedWith: string): string[] {
  if (differences.length === 0) return [`It answers as our stand-in for ${comparedWith} does.`];
  const count = differences.length === 1 ? 'one thing' : `${differences.length} things`;
  const lines = differences.slice(0, told).map(({ name, at, site, lab }) => {
    return `  ${name}, ${at}: ${site ?? 'not there'} (stand-in: ${lab ?? 'not there'})`;
  });
  const more = differences.length - lines.length;
  return [
    `It differs from our stand-in for ${comparedWith} in ${count}:`,
    ...lines,
    ...(more > 0 ? [`  and ${more} more, in the file.`] : []),
    'Please send us the file, so that we can correct it.',
  ];
}
