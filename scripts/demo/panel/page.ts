// The page of the demo panel: plain forms without any script, in the look of Confluence's administration, light and dark.
import { createHash } from 'node:crypto';
import { clockDays, type PanelSite, sayInstant, versions } from './presses.ts';

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

export function renderPanel(view: PanelView): string {
  const { site } = view;
  const refresh = site === null ? '<meta http-equiv="refresh" content="3">\n' : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}<title>Demo panel</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Demo panel</h1>
${site === null ? '<p role="status">Everything is starting. This takes about a minute; the page looks again by itself.</p>' : renderSite(site, view)}
</main>
</body>
</html>
`;
}

function renderSite(site: PanelSite, { now, told }: PanelView): string {
  const clock = now === null ? 'The stand-in does not answer.' : `Its clock stands at ${sayInstant(now)}.`;
  return [
    `<p>What happens around the product: to the stand-in Confluence ${escapeText(site.confluence)}. ${clock}</p>`,
    told === null ? '' : `<p class="told" role="status">${escapeText(told)}</p>`,
    renderPeople(),
    renderDirectories(site),
    renderReading(),
    renderClock(),
    renderVersions(site),
  ].join('\n');
}

function renderPeople(): string {
  const field = '<label>Username <input name="username" required="" autocomplete="off" spellcheck="false"></label> ';
  return section({
    title: 'A user logs in',
    what: 'As through the page: the last log-in becomes now.',
    forms: [form({ press: 'login', label: 'Log this user in', inside: field })],
  });
}

function renderDirectories({ synchronised }: PanelSite): string {
  if (synchronised.length === 0) {
    const what = 'All of them are kept inside Confluence: there is nothing to synchronise.';
    return section({ title: 'Directories', what, forms: [] });
  }
  const forms = synchronised.flatMap((directory) => {
    const inside = hidden('directory', directory);
    return [
      form({ press: 'synchronise', label: `Synchronise ${directory} as at night`, inside }),
      form({ press: 'break-source', label: `Break ${directory}: its source disables everybody`, inside }),
      form({ press: 'restore', label: `Bring everybody of ${directory} back`, inside }),
    ];
  });
  const what =
    'At night the source is fed first, which makes active again whom the feed knows as employed, then Confluence reads it.';
  return section({ title: 'Directories', what, forms });
}

function renderReading(): string {
  const forms = [
    form({ press: 'break-reading', label: 'Break the reading of groups' }),
    form({ press: 'mend', label: 'Let Confluence answer again' }),
  ];
  return section({ title: 'Answers', what: 'Confluence can be made to fail where the sidecar reads groups.', forms });
}

function renderClock(): string {
  const what =
    'Moves the clock of Confluence, and that of the sidecar by starting it anew. To the sidecar it was off meanwhile: days ' +
    'without activity count, waits between the stages of a policy do not. Clocks go forward only.';
  const forms = clockDays.map((days) =>
    form({
      press: 'clock',
      label: days === 1 ? 'Move on by 1 day' : `Move on by ${days} days`,
      inside: hidden('days', String(days)),
    }),
  );
  return section({ title: 'Time', what, forms });
}

function renderVersions({ confluence }: PanelSite): string {
  const what =
    'By REST alone 8.5 tells no last log-in: nobody is known to be idle, and no policy that asks for it touches anybody. ' +
    'Everything starts anew; plans, policies and runs of this demo are gone then.';
  const forms = versions
    .filter((version) => version !== confluence)
    .map((version) =>
      form({
        press: 'restart',
        label: version === '8.5' ? 'Switch to 8.5, REST only' : `Switch to ${version}`,
        inside: hidden('version', version),
      }),
    );
  return section({ title: 'Version', what, forms });
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
