// What happens to those who are meant: up to ten actions, one after the other.
import type { ActionDocument } from '../../../../sidecar/src/contract/policies/actions.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../ui/words/words.ts';
import { type ActionKind, actionKinds, kindOf, turnAction } from './actions.ts';
import { ChoiceField, LinesField, TextField } from './fields.tsx';

export interface ActionsFieldProps {
  readonly actions: readonly ActionDocument[];
  readonly change: (actions: readonly ActionDocument[]) => void;
}

const mostActions = 10;

export function ActionsField({ actions, change }: ActionsFieldProps) {
  const words = useWords();
  const options = actionKinds.map((value) => ({ value, label: words.say(`bulk.kind.${value}`) }));
  const put = (at: number, action: ActionDocument): void =>
    change(actions.map((one, index) => (index === at ? action : one)));
  return (
    <>
      {actions.map((action, index) => {
        const number = `${index + 1}`;
        return (
          <div key={`${number} of ${actions.length}`} class="um-fields">
            <ChoiceField<ActionKind>
              label={words.say('editor.action', { number })}
              value={kindOf(action)}
              options={options}
              change={(kind) => put(index, turnAction(action, kind))}
            />
            <Argument key={kindOf(action)} action={action} change={(next) => put(index, next)} />
            {actions.length > 1 && (
              <Button
                kind="link"
                label={words.say('editor.removeAction', { number })}
                onPress={() => change(actions.filter((_, at) => at !== index))}
              >
                ×
              </Button>
            )}
          </div>
        );
      })}
      {actions.length < mostActions && (
        <Button kind="subtle" onPress={() => change([...actions, 'disable'])}>
          {words.say('editor.addAction')}
        </Button>
      )}
    </>
  );
}

interface ArgumentProps {
  readonly action: ActionDocument;
  readonly change: (action: ActionDocument) => void;
}

function Argument({ action, change }: ArgumentProps) {
  const words = useWords();
  if (typeof action === 'string') return null;
  const groups = words.say('editor.groups');
  if ('addToGroups' in action) {
    return <LinesField label={groups} value={action.addToGroups} change={(addToGroups) => change({ addToGroups })} />;
  }
  if ('removeFromGroups' in action) {
    return (
      <LinesField
        label={groups}
        value={action.removeFromGroups}
        change={(removeFromGroups) => change({ removeFromGroups })}
      />
    );
  }
  if ('moveToDirectory' in action) {
    const { moveToDirectory } = action;
    return (
      <Ends ends={moveToDirectory} change={(ends) => change({ moveToDirectory: { ...moveToDirectory, ...ends } })} />
    );
  }
  const { copyToDirectory } = action;
  return (
    <Ends ends={copyToDirectory} change={(ends) => change({ copyToDirectory: { ...copyToDirectory, ...ends } })} />
  );
}

interface EndsProps {
  readonly ends: { readonly from: string; readonly to: string };
  readonly change: (ends: { readonly from: string; readonly to: string }) => void;
}

function Ends({ ends: { from, to }, change }: EndsProps) {
  const words = useWords();
  return (
    <>
      <TextField label={words.say('editor.from')} value={from} change={(value) => change({ from: value, to })} />
      <TextField label={words.say('editor.to')} value={to} change={(value) => change({ from, to: value })} />
    </>
  );
}
