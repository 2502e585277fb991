// Somebody saved the policy while it was being edited: who, what they changed, and whose version is to stand.
import type { StoredPolicyDocument } from '../../../../sidecar/src/contract/stored-policies.ts';
import { Button } from '../../ui/button.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { useWords } from '../../ui/words/words.ts';
import { listDifferences } from '../differs.ts';

export interface OvertakenProps {
  /** What the draft began from; null for a new policy whose short name somebody else took. */
  readonly seen: StoredPolicyDocument | null;
  readonly newest: StoredPolicyDocument;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

export function Overtaken({ seen, newest, keepMine, takeTheirs }: OvertakenProps) {
  const words = useWords();
  const { origin, version } = newest;
  const differences =
    seen === null ? [] : listDifferences(words, { before: seen.definition, after: newest.definition });
  return (
    <Notice kind="warning">
      <div>
        <p>
          <b>
            <Sentence
              says="editor.overtaken"
              values={{ name: origin.kind === 'api' ? origin.by : origin.file, version: `${version}` }}
              places={{ when: <Instant at={newest.updatedAt} /> }}
            />
          </b>{' '}
          {words.say('editor.overtakenDraft')}
        </p>
        {seen !== null && differences.length === 0 && <p>{words.say('editor.overtakenSmall')}</p>}
        {differences.length > 0 && (
          <dl class="um-pairs">
            {differences.map(({ part, before, after }) => (
              <>
                <dt>{words.say(`policy.${part}`)}</dt>
                <dd>
                  <del>{before || words.say('common.none')}</del> <ins>{after || words.say('common.none')}</ins>
                </dd>
              </>
            ))}
          </dl>
        )}
        <div class="um-buttons">
          <Button onPress={keepMine}>{words.say('editor.keepMine', { version: `${version}` })}</Button>
          <Button kind="subtle" onPress={takeTheirs}>
            {words.say('editor.takeTheirs')}
          </Button>
        </div>
      </div>
    </Notice>
  );
}
