// What would become of each policy of some files; for one that acts live, the difference in people is asked for.

import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import type { CheckedFilesDocument } from '../../../../sidecar/src/contract/policy-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Lozenge } from '../../ui/lozenge.tsx';
import { FaultNotice } from '../../ui/notice.tsx';
import { Said } from '../../ui/said.tsx';
import { useWords } from '../../ui/words/words.ts';
import { DiffView } from '../diff-view.tsx';
import { useComparison } from '../editor/compare.ts';
import { FaultList } from '../editor/faults.tsx';
import { sayPolicyWhole } from '../policy-words.ts';

type Checked = CheckedFilesDocument['items'][number];

const tones = { new: 'current', changed: 'warning', same: 'neutral', refused: 'danger' } as const;

export function CheckedPolicies({ items }: { readonly items: readonly Checked[] }) {
  return (
    <ul class="um-plain um-policies">
      {items.map((item, at) => (
        <li key={`${at} of ${item.file}`} class="um-card">
          <Line item={item} />
        </li>
      ))}
    </ul>
  );
}

function Line({ item }: { readonly item: Checked }) {
  const words = useWords();
  const { file, id, name, becomes, version, mode, definition, faults, warnings } = item;
  const acts = mode === 'live' && becomes === 'changed';
  return (
    <>
      <div class="um-line">
        <h2>
          <bdi>{name ?? file}</bdi>
        </h2>
        <Lozenge tone={tones[becomes]}>
          {words.say(becomes === 'refused' ? 'import.faulty' : `import.${becomes}`)}
        </Lozenge>
        {mode === 'live' && <Lozenge tone="success">{words.say('policies.live')}</Lozenge>}
        <span class="um-quiet">
          <bdi>{file}</bdi>
          {version !== null && ` · ${words.say('import.over', { version: `${version}` })}`}
        </span>
      </div>
      {definition !== null && <p>{sayPolicyWhole(words, definition)}</p>}
      <FaultList faults={faults} />
      {warnings.map(({ message }) => (
        <p key={message} class="um-hint">
          <Said text={message} />
        </p>
      ))}
      {acts && id !== null && definition !== null && <InPeople id={id} definition={definition} />}
    </>
  );
}

function InPeople({ id, definition }: { readonly id: string; readonly definition: PolicyDocument }) {
  const words = useWords();
  const { mutate, data, error, isPending } = useComparison(id);
  if (data?.stored != null) {
    return <DiffView left={`simulation:${data.stored.id}`} right={`simulation:${data.edited.id}`} />;
  }
  return (
    <>
      {error !== null && <FaultNotice fault={error} />}
      <Button busy={isPending} onPress={() => mutate(definition)}>
        {words.say('import.inPeople')}
      </Button>
    </>
  );
}
