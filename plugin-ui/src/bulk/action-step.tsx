// The second step: what should happen, said in one sentence each; asking for the plan rehearses and changes nothing.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId } from 'preact/compat';
import type { DirectoriesDocument } from '../../../sidecar/src/contract/directories.ts';
import type { ActionDocument } from '../../../sidecar/src/contract/policies/actions.ts';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { useApi } from '../console.ts';
import { sayChip } from '../criteria/chip-words.ts';
import { type Chip, treeOf } from '../criteria/chips.ts';
import { type ActionKind, actionKinds } from '../plans/action-kinds.ts';
import { isWritable } from '../plans/writable.ts';
import { goTo, writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { type Absence, useAbsences } from './absent-actions.ts';
import { readAction } from './actions.ts';

export interface ActionStepProps {
  readonly chips: readonly Chip[];
  readonly kind: ActionKind;
  readonly choose: (kind: ActionKind) => void;
  readonly back: string;
}

export function ActionStep({ chips, kind, choose, back }: ActionStepProps) {
  const words = useWords();
  const api = useApi();
  const absenceOf = useAbsences();
  const plan = useMutation({
    mutationFn: (action: ActionDocument) =>
      api.send<RunDocument>('POST', '/bulk-runs', { criteria: treeOf(chips), actions: [action] }),
    onSuccess: ({ id }) => goTo(writeRoute(['bulk'], { run: id })),
  });
  return (
    <form
      class="um-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (!plan.isPending) plan.mutate(readAction(kind, new FormData(event.currentTarget)));
      }}
    >
      <p>{new Intl.ListFormat(words.language).format(chips.map((chip) => sayChip(words, chip)))}</p>
      <fieldset class="um-actions">
        <legend>{words.say('bulk.action')}</legend>
        {actionKinds.map((one) => (
          <KindChoice key={one} kind={one} chosen={one === kind} absence={absenceOf(one)} choose={() => choose(one)} />
        ))}
      </fieldset>
      <Arguments key={kind} kind={kind} />
      {plan.error !== null && <FaultNotice fault={plan.error} />}
      <div class="um-buttons">
        <Button kind="primary" submits busy={plan.isPending} disabled={absenceOf(kind) !== null}>
          {words.say('bulk.review')}
        </Button>
        <a class="aui-button aui-button-subtle um-button" href={back}>
          {words.say('bulk.backToAction')}
        </a>
        <span class="um-quiet">{words.say('bulk.reviewHint')}</span>
      </div>
    </form>
  );
}

interface KindChoiceProps {
  readonly kind: ActionKind;
  readonly chosen: boolean;
  readonly absence: Absence | null;
  readonly choose: () => void;
}

function KindChoice({ kind, chosen, absence, choose }: KindChoiceProps) {
  const words = useWords();
  const means =
    absence === null ? words.say(`bulk.means.${kind}`) : (words.find(`fault.${absence.code}`) ?? absence.message);
  return (
    <label class="um-action">
      <input type="radio" name="kind" value={kind} checked={chosen} disabled={absence !== null} onChange={choose} />
      <span>
        <b>{words.say(`bulk.kind.${kind}`)}</b>
        <br />
        <span class="um-quiet">{means}</span>
      </span>
    </label>
  );
}

function Arguments({ kind }: { readonly kind: ActionKind }) {
  const words = useWords();
  const id = useId();
  if (kind === 'addToGroups' || kind === 'removeFromGroups') {
    return (
      <div class="um-field">
        <label for={id}>{words.say('bulk.groups')}</label>
        <textarea id={id} name="groups" class="um-input um-area" rows={3} required />
      </div>
    );
  }
  if (kind !== 'moveToDirectory' && kind !== 'copyToDirectory') return null;
  return (
    <div class="um-toolbar">
      <DirectoryField name="from" label={words.say('bulk.from')} fits={() => true} />
      <DirectoryField name="to" label={words.say('bulk.to')} fits={(one) => isWritable(one.operations) !== 'no'} />
    </div>
  );
}

type Directory = DirectoriesDocument['items'][number];

interface DirectoryFieldProps {
  readonly name: string;
  readonly label: string;
  /** Whoever does not fit is shown, and cannot be chosen. */
  readonly fits: (directory: Directory) => boolean;
}

function DirectoryField({ name, label, fits }: DirectoryFieldProps) {
  const words = useWords();
  const api = useApi();
  const id = useId();
  const { data } = useQuery({
    queryKey: ['directories'],
    queryFn: ({ signal }) => api.get<DirectoriesDocument>('/directories', signal),
  });
  return (
    <>
      <label for={id}>{label}</label>
      <select id={id} name={name} class="um-select" required>
        <option value="">–</option>
        {data?.items.map((directory) => (
          <option key={directory.name} value={directory.name} disabled={!fits(directory)}>
            {fits(directory) ? directory.name : words.say('bulk.readOnly', { directory: directory.name })}
          </option>
        ))}
      </select>
    </>
  );
}
