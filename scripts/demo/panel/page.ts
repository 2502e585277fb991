// The page of the demo panel: plain forms without any script, in the look of Confluence's administration, light and dark.
import { createHash } from 'node:crypto';
import { clockDays, type PanelSite, versions } from './presses.ts';
import type { PanelWords } from './words.ts';

export interface PanelView {
  /** Null while everything starts. */
  readonly site: PanelSite | null;
  /** The instant of Confluence's clock; null where it did not answer. */
  readonly now: string | null;
  /** What the last press did. */
  readonly told: string | null;
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; background: #f7f8f9; color: #172b4d; font: 14px/20px -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
main { max-width: 52rem; margin: 2rem auto; padding: 1.5rem 2rem; background: #fff; border: 1px solid #dcdfe4; border-radius: 4px; }
h1 { margin: 0; font-size: 24px; line-height: 28px; font-weight: 500; }
h2 { margin: 1.5rem 0 .25rem; font-size: 16px; line-height: 20px; font-weight: 600; }
p { margin: .25rem 0 .5rem; }
.told { margin-top: 1rem; padding: .75rem 1rem; background: #e9f2ff; border-radius: 4px; }
form { display: inline-block; margin: 0 .5rem .5rem 0; }
input { box-sizing: border-box; height: 32px; padding: 0 .5rem; border: 1px solid #7d818a; border-radius: 3px; background: transparent; color: inherit; font: inherit; }
button { height: 32px; padding: 0 .75rem; border: 0; border-radius: 3px; background: #e9ebee; color: inherit; font: inherit; font-weight: 500; cursor: pointer; }
button:hover { background: #dcdfe4; }
:focus-visible { outline: 2px solid #388bff; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  body { background: #161a1d; color: #c7d1db; }
  main { background: #1d2125; border-color: #38414a; }
  .told { background: #1c2b41; }
  button { background: #2c333a; }
  button:hover { background: #38414a; }
}
`;

/** Nothing of any place, the style that stands in the page apart; forms go to the panel alone, and nobody frames it. */
export const contentPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

export function renderPanel(view: PanelView, words: PanelWords): string {
  const { site } = view;
  const refresh = site === null ? '<meta http-equiv="refresh" content="3">\n' : '';
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}<title>${words.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
${site === null ? `<p role="status">${words.starting}</p>` : renderSite(site, view, words)}
</main>
</body>
</html>
`;
}

function renderSite(site: PanelSite, { now, told }: PanelView, words: PanelWords): string {
  const clock = now === null ? words.clockSilent : words.clockAt(words.instant(now));
  return [
    `<p>${escapeText(words.lead(site.confluence))} ${clock}</p>`,
    told === null ? '' : `<p class="told" role="status">${escapeText(told)}</p>`,
    renderPeople(words),
    renderDirectories(site, words),
    renderReading(words),
    renderClock(words),
    renderVersions(site, words),
  ].join('\n');
}

function renderPeople({ people }: PanelWords): string {
  const field = `<label>${people.username} <input name="username" required="" autocomplete="off" spellcheck="false"></label> `;
  return section({ ...people, forms: [form({ press: 'login', label: people.press, inside: field })] });
}

function renderDirectories({ synchronised }: PanelSite, { directories }: PanelWords): string {
  if (synchronised.length === 0) return section({ title: directories.title, what: directories.none, forms: [] });
  // A line a directory.
  const forms = synchronised.map((directory) => {
    const inside = hidden('directory', directory);
    const own = [
      form({ press: 'synchronise', label: directories.synchronise(directory), inside }),
      form({ press: 'break-source', label: directories.breakSource(directory), inside }),
      form({ press: 'restore', label: directories.restore(directory), inside }),
    ];
    return `<div>${own.join('\n')}</div>`;
  });
  return section({ ...directories, forms });
}

function renderReading({ answers }: PanelWords): string {
  const forms = [
    form({ press: 'break-reading', label: answers.breakReading }),
    form({ press: 'mend', label: answers.mend }),
  ];
  return section({ ...answers, forms });
}

function renderClock({ time }: PanelWords): string {
  const forms = clockDays.map((days) =>
    form({ press: 'clock', label: time.press(days), inside: hidden('days', String(days)) }),
  );
  return section({ ...time, forms });
}

function renderVersions({ confluence }: PanelSite, { version }: PanelWords): string {
  const forms = versions
    .filter((one) => one !== confluence)
    .map((one) => form({ press: 'restart', label: version.press(one), inside: hidden('version', one) }));
  return section({ ...version, forms });
}

interface Section {
  readonly title: string;
  readonly what: string;
  readonly forms: readonly string[];
}

function section({ title, what, forms }: Section): string {
  return [`<section>\n<h2>${title}</h2>\n<p>${what}</p>`, ...forms, '</section>'].join('\n');
}

interface Form {
  readonly press: string;
  readonly label: string;
  /** Its fields, as HTML. */
  readonly inside?: string;
}

function form({ press, label, inside = '' }: Form): string {
  return `<form method="post" action="${press}">${inside}<button type="submit">${escapeText(label)}</button></form>`;
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escapeText(value)}">`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
