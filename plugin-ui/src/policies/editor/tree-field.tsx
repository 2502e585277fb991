// Who is meant, as a tree: groups that say how their conditions hold together, each condition a chip with a way out.
import { useId, useState } from 'preact/compat';
import type { CriteriaDocument } from '../../../../sidecar/src/contract/criteria.ts';
import { ChipForm } from '../../criteria/chip-form.tsx';
import { treeOf } from '../../criteria/chips.ts';
import { sayPart } from '../../criteria/criteria-words.ts';
import { type Joint, joints, openTree, type TreeGroup, type TreeNode, writeTree } from '../../criteria/tree.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../ui/words/words.ts';

export interface TreeFieldProps {
  readonly criteria: CriteriaDocument;
  readonly change: (criteria: CriteriaDocument) => void;
}

/** Groups within groups beyond this are still shown, and can be taken out; deeper ones are written as text. */
const deepestAdded = 4;

export function TreeField({ criteria, change }: TreeFieldProps) {
  return <Group group={openTree(criteria)} depth={1} put={(group) => change(writeTree(group))} />;
}

interface GroupProps {
  readonly group: TreeGroup;
  readonly depth: number;
  readonly put: (group: TreeGroup) => void;
  readonly remove?: () => void;
}

function Group({ group, depth, put, remove }: GroupProps) {
  const words = useWords();
  const id = useId();
  const { joint, parts } = group;
  // A group that was just added asks for its first condition at once.
  const [adding, setAdding] = useState(depth > 1 && parts.length === 0);
  const without = (at: number): void => put({ joint, parts: parts.filter((_, index) => index !== at) });
  const append = (part: TreeNode): void => put({ joint, parts: [...parts, part] });
  return (
    <fieldset class="um-tree">
      <legend class="um-hidden">{words.say(`criteria.joint.${joint}`)}</legend>
      <div class="um-line">
        <label class="um-hidden" for={id}>
          {words.say('criteria.joint')}
        </label>
        <select
          id={id}
          class="um-select"
          value={joint}
          onChange={({ currentTarget }) => put({ joint: readJoint(currentTarget.value), parts })}
        >
          {joints.map((one) => (
            <option key={one} value={one}>
              {words.say(`criteria.joint.${one}`)}
            </option>
          ))}
        </select>
        {remove !== undefined && (
          <Button kind="link" onPress={remove}>
            {words.say('criteria.removeGroup')}
          </Button>
        )}
      </div>
      <ul class="um-plain um-tree-parts">
        {parts.map((part, at) => (
          <li key={`${at} of ${parts.length}`}>
            {'leaf' in part ? (
              <Leaf leaf={part.leaf} remove={() => without(at)} />
            ) : (
              <Group
                group={part}
                depth={depth + 1}
                put={(next) => put({ joint, parts: parts.map((one, index) => (index === at ? next : one)) })}
                remove={() => without(at)}
              />
            )}
          </li>
        ))}
      </ul>
      <div class="um-buttons">
        <Button kind="subtle" expanded={adding} onPress={() => setAdding(!adding)}>
          {words.say('criteria.add')}
        </Button>
        {depth < deepestAdded && (
          <Button kind="subtle" onPress={() => append({ joint: 'any', parts: [] })}>
            {words.say('criteria.addGroup')}
          </Button>
        )}
      </div>
      {adding && (
        <ChipForm
          add={(chip) => {
            const leaf = treeOf([chip]);
            if (leaf !== null) append({ leaf });
            setAdding(false);
          }}
          close={() => setAdding(false)}
        />
      )}
    </fieldset>
  );
}

function readJoint(value: string): Joint {
  return joints.find((one) => one === value) ?? 'all';
}

function Leaf({ leaf, remove }: { readonly leaf: CriteriaDocument; readonly remove: () => void }) {
  const words = useWords();
  const condition = sayPart(words, leaf);
  return (
    <span class="um-chip">
      <span>{condition}</span>
      <button
        type="button"
        class="um-chip-out"
        aria-label={words.say('criteria.remove', { condition })}
        onClick={remove}
      >
        <span aria-hidden="true">×</span>
      </button>
    </span>
  );
}
