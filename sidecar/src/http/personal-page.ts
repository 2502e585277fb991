// A plain page for whoever opens a link from a mail: a sentence, and a button where there is something to do. No scripts.
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

export interface PersonalPage {
  readonly language: 'en' | 'de';
  readonly title: string;
  readonly sentences: readonly string[];
  /** Sends the page's own address as a form; null where nothing can be done. */
  readonly button: string | null;
  readonly status: number;
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; background: #f7f8f9; color: #172b4d; font: 16px/24px -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
main { max-width: 34rem; margin: 10vh auto; padding: 2rem; background: #fff; border: 1px solid #dcdfe4; border-radius: 4px; }
h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.8rem; }
button { margin-top: .5rem; padding: .6rem 1.2rem; border: 0; border-radius: 3px; background: #0c66e4; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
button:focus-visible { outline: 3px solid #85b8ff; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  body { background: #161a1d; color: #dee4ea; }
  main { background: #1d2125; border-color: #38414a; }
}
@media (max-width: 36rem) { main { margin: 0; border: 0; } }
`;

/** Nothing of any place, the style that stands in the page apart; the form goes nowhere else. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

/** The address is a right: it goes to nobody by a link, a cache or a search engine. */
export function answerPage(reply: FastifyReply, page: PersonalPage): FastifyReply {
  return reply
    .code(page.status)
    .headers({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(renderPage(page));
}

function renderPage({ language, title, sentences, button }: PersonalPage): string {
  const form =
    button === null ? '' : `<form method="post"><button type="submit">${escapeText(button)}</button></form>\n`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeText(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeText(title)}</h1>
${sentences.map((one) => `<p>${escapeText(one)}</p>`).join('\n')}
${form}</main>
</body>
</html>
`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
