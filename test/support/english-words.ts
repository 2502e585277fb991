// Finds English on a page that is meant to be German: words that German does not have, in whatever people see or hear.
import type { Page } from '@playwright/test';

/** Words that English can hardly do without, and that are none in German. */
const words = 'the|and|of|is|are|this|that|with|without|cannot|has|have|been|from|were|which|or|by|to|for|no|yes';
const english = new RegExp(`(?<![\\p{L}\\p{N}_.-])(?:${words})(?![\\p{L}\\p{N}_-]|\\.\\w)`, 'iu');

/** Every text with such a word in it; code and what is marked as English are left out. */
export async function findEnglish(page: Page): Promise<string[]> {
  return [...new Set(await readTexts(page))].filter((text) => english.test(text));
}

/** What a page says: visible text, and the names that only a screen reader tells. */
async function readTexts(page: Page): Promise<string[]> {
  return page.locator('body').evaluate((body) => {
    const isOurs = (element: Element | null): boolean =>
      element?.closest('code, pre, script, style, textarea, [lang="de"] [lang="en"]') === null &&
      element.checkVisibility();
    const texts: string[] = [];
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (isOurs(node.parentElement)) texts.push(node.textContent ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      for (const element of body.querySelectorAll(`[${name}]`)) {
        if (isOurs(element)) texts.push(element.getAttribute(name) ?? '');
      }
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });
}
