// What happens to those who are meant: up to ten actions, one after the other.
import type { ActionDocument, TransferDocument } from '../../../../sidecar/src/contract/policies/actions.ts';
import { useDirectoryNames } from '../../criteria/directory-names.ts';
import { type ActionKind, actionKinds } from '../../plans/action-kinds.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../ui/words/words.ts';
import { kindOf, turnAction } from './actions.ts';
import { CheckField, ChoiceField, TextField } from './fields.tsx';
import { NamesField } from './names-field.tsx';

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
                kind="subtle"
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
    return (
      <NamesField groups label={groups} value={action.addToGroups} change={(addToGroups) => change({ addToGroups })} />
    );
  }
  if ('removeFromGroups' in action) {
    return (
      <NamesField
        groups
        label={groups}
        value={action.removeFromGroups}
        change={(removeFromGroups) => change({ removeFromGroups })}
      />
    );
  }
  if ('moveToDirectory' in action) {
    return <Transfer order={action.moveToDirectory} change={(moveToDirectory) => change({ moveToDirectory })} />;
  }
  return <Transfer order={action.copyToDirectory} change={(copyToDirectory) => change({ copyToDirectory })} />;
}

interface TransferProps {
  readonly order: TransferDocument;
  readonly change: (order: TransferDocument) => void;
}

function Transfer({ order, change }: TransferProps) {
  const words = useWords();
  const directories = useDirectoryNames(true);
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          label={words.say(`editor.${end}`)}
          value={order[end]}
          options={directories}
          change={(value) => change({ ...order, [end]: value })}
        />
      ))}
      <div class="um-field">
        <CheckField
          label={words.say('editor.createGroups')}
          value={order.missingGroups === 'create'}
          change={(create) => change({ ...order, missingGroups: create ? 'create' : 'refuse' })}
        />
        <CheckField
          label={words.say('editor.mailReset')}
          value={order.mailPasswordReset === true}
          change={(mailPasswordReset) => change({ ...order, mailPasswordReset })}
        />
      </div>
    </>
  );
}
