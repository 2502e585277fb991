// The frame in which the console shows a mail, asked from outside: no script runs within it, not even one of a test.
import type { Page } from '@playwright/test';

/** The value of an expression about `mail`, the document in the frame, and `styleOf`; null until the mail has its looks. */
export function askMail(page: Page, expression: string): Promise<unknown> {
  return page.evaluate(`(() => {
    const mail = document.querySelector('.um-mail-frame')?.contentDocument;
    const styleOf = (node) => mail.defaultView.getComputedStyle(node);
    return mail?.querySelector('h1[style]') == null ? null : ${expression};
  })()`);
}
