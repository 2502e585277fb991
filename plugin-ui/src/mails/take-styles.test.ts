// The styles of a mail are taken out of it, and everything that is read stays.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeStyles } from './take-styles.ts';

describe('the styles of a mail', () => {
  it('are taken from its elements and its sheets, and wait under another name', () => {
    const mail =
      '<!doctype html><html><head><style>\nb { color: red }</style></head><body class="a" STYLE="margin:0">Hi</body></html>';
    expect(takeStyles(mail)).toEqual({
      html: '<!doctype html><html><head></head><body class="a" data-um-style="margin:0">Hi</body></html>',
      css: '\nb { color: red }',
    });
  });

  it('of a comment for one mail program are nobody else’s', () => {
    const outlook = '<!--[if mso]><style>p { color: red }</style><table style="width:9px"><![endif]-->';
    expect(takeStyles(`<p>${outlook}Hi</p>`)).toEqual({ html: '<p>Hi</p>', css: '' });
  });

  it('are no words of the text, which may speak of them', () => {
    const text = 'In this style="new" we write; 1 &lt; 2 style=3';
    expect(takeStyles(`<p>${text}</p>`).html).toBe(`<p>${text}</p>`);
  });

  it('never stay in a tag of the kind that our templates have', () => {
    const name = fc.constantFrom('p', 'td', 'a', 'body');
    const value = fc.stringMatching(/^[a-z0-9 :;#-]{0,20}$/);
    fc.assert(
      fc.property(name, value, value, (tag, title, style) => {
        const { html } = takeStyles(`<${tag} title="${title}" style="${style}">${title}</${tag}>`);
        expect(html).toBe(`<${tag} title="${title}" data-um-style="${style}">${title}</${tag}>`);
      }),
    );
  });
});
