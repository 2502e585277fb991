// A page used by keyboard alone.
import type { Page } from '@playwright/test';

/** No page has more stops than this. */
const mostStops = 160;

/** Goes from stop to stop until the focus is on something of that name; throws where the keyboard does not reach it. */
export async function tabTo(page: Page, name: RegExp): Promise<string> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    const focus = page.locator(':focus');
    if ((await focus.count()) === 0) continue;
    const text = (await focus.getAttribute('aria-label')) ?? (await focus.textContent()) ?? '';
    if (name.test(text.trim())) return text;
  }
  throw new Error(`the keyboard does not reach ${name}`);
}
