// Exempts one user from all policies: for a reason, until a day, and with somebody who answers for it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ExemptionDocument } from '../../../sidecar/src/contract/exemptions.ts';
import type { UserDocument } from '../../../sidecar/src/contract/users.ts';
import { useApi, useSession } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';

export interface ExemptUserProps {
  readonly user: Pick<UserDocument, 'username' | 'displayName'>;
  readonly close: () => void;
}

/** What somebody would choose most often, in days; the sidecar takes two years at most. */
const usualDays = 90;

export function ExemptUser({ user, close }: ExemptUserProps) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const session = useSession();
  const name = user.displayName || user.username;
  const exempt = useMutation({
    mutationFn: (form: FormData) => {
      const text = (field: string): string => String(form.get(field) ?? '').trim();
      const body = { owner: text('owner'), reason: text('reason'), lastDay: text('lastDay') };
      return api.send<ExemptionDocument>('POST', '/exemptions', { subject: 'user', name: user.username, ...body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries();
      close();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.currentTarget instanceof HTMLFormElement) exempt.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={words.say('panel.exemptTitle', { name })} close={close}>
      <p>{words.say('panel.exemptLead')}</p>
      <form class="um-form" onSubmit={submit}>
        <Field label={words.say('panel.reason')}>
          {({ id }) => <input id={id} name="reason" class="um-input" required maxLength={1000} autocomplete="off" />}
        </Field>
        <Field label={words.say('panel.owner')}>
          {({ id }) => (
            <input
              id={id}
              name="owner"
              class="um-input"
              required
              maxLength={255}
              defaultValue={'user' in session ? session.user.displayName || session.user.username : ''}
            />
          )}
        </Field>
        <Field label={words.say('panel.lastDay')}>
          {({ id }) => (
            <input
              id={id}
              name="lastDay"
              type="date"
              class="um-input"
              required
              min={dayAfter(0)}
              defaultValue={dayAfter(usualDays)}
            />
          )}
        </Field>
        {exempt.error !== null && <FaultNotice fault={exempt.error} />}
        <div class="um-buttons um-buttons-end">
          <Button kind="subtle" onPress={close}>
            {words.say('common.cancel')}
          </Button>
          <Button kind="primary" submits busy={exempt.isPending}>
            {words.say('panel.exemptConfirm', { name })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function dayAfter(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
