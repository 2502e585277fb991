// Signing in: a token first, name and password for those who have none; inside Confluence only where its session is not enough.
import { useLayoutEffect, useRef, useState } from 'preact/compat';
import { useConsole, useTakesPasswords } from '../console.ts';
import { type Door, resume, signIn } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';

/** `fault` says why nobody is signed in, where that is more than that. */
export function SignIn({ fault }: { readonly fault: unknown }) {
  const words = useWords();
  const door = useConsole();
  return (
    <section class="um-card um-sign-in" aria-labelledby="um-sign-in-title">
      <h2 id="um-sign-in-title">{words.say('session.title')}</h2>
      {fault !== null && <FaultNotice fault={fault} tryAgain={() => void resume(door)} />}
      <p>{words.say('session.lead')}</p>
      <CredentialsForm give={signIn} />
    </section>
  );
}

export interface CredentialsFormProps {
  /** What becomes of the credentials; throws why they were not taken. */
  readonly give: (door: Door, form: FormData) => Promise<void>;
}

export function CredentialsForm({ give }: CredentialsFormProps) {
  const words = useWords();
  const door = useConsole();
  const takesPasswords = useTakesPasswords();
  const [way, setWay] = useState<'token' | 'password'>('token');
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy || !(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFault(null);
    try {
      await give(door, form);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="um-form" onSubmit={(event) => void submit(event)}>
      {way === 'token' ? <TokenField /> : <PasswordFields />}
      {fault !== null && <FaultNotice fault={fault} />}
      <div class="um-buttons">
        <Button kind="primary" submits busy={busy}>
          {words.say('session.submit')}
        </Button>
        {takesPasswords && (
          <Button kind="link" onPress={() => setWay(way === 'token' ? 'password' : 'token')}>
            {words.say(way === 'token' ? 'session.usePassword' : 'session.useToken')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** Nothing else can be done here, so the focus begins in the field. */
function useFocus() {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return field;
}

function TokenField() {
  const words = useWords();
  const field = useFocus();
  return (
    <div class="um-field">
      <label for="um-token">{words.say('session.token')}</label>
      <input
        id="um-token"
        ref={field}
        name="token"
        type="password"
        class="um-input"
        required
        pattern="\s*[!-~]+\s*"
        title={words.say('session.tokenShape')}
        autocomplete="off"
        aria-describedby="um-token-hint"
      />
      <p id="um-token-hint" class="um-hint">
        {words.say('session.tokenHint')}
      </p>
    </div>
  );
}

function PasswordFields() {
  const words = useWords();
  const field = useFocus();
  return (
    <>
      <div class="um-field">
        <label for="um-username">{words.say('session.username')}</label>
        <input id="um-username" ref={field} name="username" class="um-input" required autocomplete="username" />
      </div>
      <div class="um-field">
        <label for="um-password">{words.say('session.password')}</label>
        <input
          id="um-password"
          name="password"
          type="password"
          class="um-input"
          required
          autocomplete="current-password"
          aria-describedby="um-password-hint"
        />
        <p id="um-password-hint" class="um-hint">
          {words.say('session.passwordHint')}
        </p>
      </div>
    </>
  );
}
