// Whom a run left alone, grouped by the guard that refused and by what had come in between, and what reading back said.
import type { RunDetailDocument } from '../../../sidecar/src/contract/runs.ts';
import { sayReason } from '../plans/run-words.ts';
import { writeRoute } from '../routes.ts';
import { useWords } from '../ui/words/words.ts';

export interface LeftAloneProps {
  readonly detail: RunDetailDocument;
  /** The group whose users alone are shown below. */
  readonly because: string | null;
}

const verdicts = ['confirmed', 'contradicted', 'unreadable'] as const;

export function LeftAlone({ detail: { run, counts }, because }: LeftAloneProps) {
  const words = useWords();
  const groups = [
    ...listGroups(counts.refused, (guard) => sayReason(words, { kind: 'refused', guard })),
    ...listGroups(counts.skipped, (reason) => sayReason(words, { kind: 'skipped', reason })),
  ];
  const readBack = verdicts.filter((one) => (counts.verified[one] ?? 0) > 0);
  return (
    <>
      {groups.length > 0 && (
        <>
          <h3 id="um-left-alone">{words.say('run.leftAlone')}</h3>
          <ul class="um-plain um-tight" aria-labelledby="um-left-alone">
            {groups.map(({ code, says, users }) => (
              <li key={code}>
                <a
                  href={writeRoute(['runs', `${run.id}`], { because: code === because ? undefined : code })}
                  aria-current={code === because ? 'true' : undefined}
                >
                  {words.say('run.leftAloneBy', { count: users, reason: says ?? code })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {readBack.length > 0 && (
        <p>{readBack.map((one) => words.say(`run.readBack.${one}`, { count: counts.verified[one] ?? 0 })).join(' ')}</p>
      )}
    </>
  );
}

/** The largest first. */
function listGroups(counts: Readonly<Record<string, number>>, say: (code: string) => string | null) {
  return Object.entries(counts)
    .map(([code, users]) => ({ code, says: say(code), users }))
    .sort((one, other) => other.users - one.users);
}
