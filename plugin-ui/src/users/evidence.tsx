// What each source says of one user, with when it was read: the grounds on which somebody counts as idle or not.
import type { UserDetailDocument } from '../../../sidecar/src/contract/users.ts';
import { saySource } from '../plans/source-words.ts';
import { Instant } from '../ui/instant.tsx';
import { useWords } from '../ui/words/words.ts';

export function Evidence({ evidence }: Pick<UserDetailDocument, 'evidence'>) {
  const words = useWords();
  if (evidence.length === 0) return <p class="um-quiet">{words.say('drawer.evidenceNone')}</p>;
  return (
    <table class="um-table um-compact">
      <caption>{words.say('drawer.evidence')}</caption>
      <thead>
        <tr>
          <th scope="col">{words.say('drawer.source')}</th>
          <th scope="col">{words.say('drawer.says')}</th>
          <th scope="col">{words.say('drawer.readAt')}</th>
        </tr>
      </thead>
      <tbody>
        {evidence.map(({ source, kind, word, at, readAt, carried }) => (
          <tr key={`${source} ${word}`}>
            <th scope="row">{saySource(words, source)}</th>
            <td>
              {word === 'seen' && at !== null ? (
                <>
                  <Instant at={at} /> ({words.say(`activity.kind.${kind}`)})
                </>
              ) : (
                word !== 'seen' && words.say(`drawer.word.${word}`)
              )}
            </td>
            <td>
              <Instant at={readAt} />
              {carried && <span class="um-quiet"> ({words.say('drawer.carried')})</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
