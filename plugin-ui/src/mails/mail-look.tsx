// A mail as it is read: its HTML in a frame that runs nothing and asks nobody for anything, and its text beside it.
import { useId } from 'preact/compat';
import { useWords } from '../ui/words/words.ts';
import { styleName, takeStyles } from './take-styles.ts';

export interface MailLookProps {
  readonly mail: { readonly subject: string; readonly text: string; readonly html: string };
}

export function MailLook({ mail: { subject, text, html } }: MailLookProps) {
  const words = useWords();
  const id = useId();
  return (
    <>
      <p>
        {words.say('mail.subject')}{' '}
        <b>
          <bdi>{subject}</bdi>
        </b>
      </p>
      <div class="um-mail-look">
        <figure aria-labelledby={`${id}-html`}>
          <figcaption id={`${id}-html`} class="um-hint">
            {words.say('mail.asHtml')}
          </figcaption>
          <MailFrame title={words.say('mail.frame', { subject })} html={html} />
        </figure>
        <figure aria-labelledby={`${id}-text`}>
          <figcaption id={`${id}-text`} class="um-hint">
            {words.say('mail.asText')}
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard, too. */}
          <pre class="um-mail" tabIndex={0}>
            {text}
          </pre>
        </figure>
      </div>
    </>
  );
}

/** Loads nothing whatever the mail says, and its links open nothing; in front of everything, where it cannot be undone. */
const head = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><base target="_blank">`;

/** No scripts, no forms, no windows. Of the same origin, so that the page can put the styles in. */
function MailFrame({ title, html }: { readonly title: string; readonly html: string }) {
  const { html: bare, css } = takeStyles(html);
  return (
    <iframe
      class="um-mail-frame"
      title={title}
      sandbox="allow-same-origin"
      srcdoc={`${head}${bare}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard, too.
      tabIndex={0}
      onLoad={({ currentTarget }) => dress(currentTarget, css)}
    />
  );
}

/** By hand, which the policy of the page allows: it forbids styles that stand in a text. */
function dress({ contentDocument: mail }: HTMLIFrameElement, css: string): void {
  const view = mail?.defaultView;
  if (mail === null || view == null) return;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  mail.adoptedStyleSheets = [sheet];
  for (const element of mail.querySelectorAll<HTMLElement>(`[${styleName}]`)) {
    element.style.cssText = element.getAttribute(styleName) ?? '';
  }
}
