// Takes the styles out of a mail's HTML, so that the page can give them to it by hand: what a page shows in a frame of its own
// is bound by the page's policy, which allows no styles that stand in a text.

export interface UndressedMail {
  /** Without style sheets and comments; every style of an element waits under `styleName`. */
  readonly html: string;
  readonly css: string;
}

export const styleName = 'data-um-style';

/** Nothing of what is read is lost or changed. A style behind a `>` within a tag stays where it is, and is not shown. */
export function takeStyles(html: string): UndressedMail {
  const sheets: string[] = [];
  const bare = html
    // Comments hold what one mail program alone reads, in style sheets among others.
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi, (_sheet, css: string) => {
      sheets.push(css);
      return '';
    })
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(\s*=)/gi, `$1${styleName}$2`));
  return { html: bare, css: sheets.join('\n') };
}
