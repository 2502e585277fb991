// Messages in the page: what happened, and what to do about it. Faults are told in sentences, with a way to try again.
import type { ComponentChildren } from 'preact';
import { ApiFault } from '../api.ts';
import { writeRoute } from '../routes.ts';
import { Button } from './button.tsx';
import { Said } from './said.tsx';
import { useWords, type Words } from './words/words.ts';

export interface NoticeProps {
  readonly kind: 'information' | 'warning' | 'error' | 'success';
  readonly children: ComponentChildren;
}

export function Notice({ kind, children }: NoticeProps) {
  return (
    <div class={`um-notice um-notice-${kind}`} role={kind === 'error' || kind === 'warning' ? 'alert' : undefined}>
      {children}
    </div>
  );
}

export interface FaultNoticeProps {
  readonly fault: unknown;
  readonly tryAgain?: () => void;
}

export function FaultNotice({ fault, tryAgain }: FaultNoticeProps) {
  const words = useWords();
  if (fault instanceof ApiFault && fault.code === 'no_snapshot') return <UnreadNotice />;
  const details = fault instanceof ApiFault ? fault.details : [];
  return (
    <Notice kind="error">
      <div>
        <p>{sayFault(words, fault)}</p>
        {details.length > 0 && (
          <ul>
            {details.map(({ path, message, line }) => (
              <li key={`${path} ${line} ${message}`}>
                {line !== undefined && words.say('fault.line', { line })} <code>{path}</code> <Said text={message} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {tryAgain !== undefined && <Button onPress={tryAgain}>{words.say('common.tryAgain')}</Button>}
    </Notice>
  );
}

/** Nothing went wrong: a new installation has not looked yet, and trying again would not make it look. */
function UnreadNotice() {
  const words = useWords();
  return (
    <Notice kind="information">
      <p>{words.say('fault.no_snapshot')}</p>
      <a class="aui-button um-button" href={writeRoute([])}>
        {words.say('nav.toStart')}
      </a>
    </Notice>
  );
}

/** Our own words for the code where there are any, else the sidecar's sentence. */
export function sayFault(words: Words, fault: unknown): string {
  if (fault instanceof ApiFault) return words.find(`fault.${fault.code}`) ?? fault.message;
  return words.say('fault.unexpected', { message: fault instanceof Error ? fault.message : String(fault) });
}
