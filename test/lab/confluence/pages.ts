// The HTML and XML bodies Confluence answers with where a client hoped for JSON.

export const LOGIN_PAGE = `<!DOCTYPE html>
<html lang="en-GB"><head><title>Log In - Confluence</title><meta name="ajs-context-path" content=""></head>
<body id="com-atlassian-confluence" class="login"><form name="loginform" method="POST" action="/dologin.action">
<h1>Log in</h1><input name="os_username"><input name="os_password" type="password"></form></body></html>
`;

export function renderErrorPage(status: number, title: string): string {
  return `<!DOCTYPE html>
<html lang="en-GB"><head><title>${escapeMarkup(title)} - Confluence</title></head>
<body id="com-atlassian-confluence" class="error-page"><div class="error-image error-${status}"></div>
<h1>${escapeMarkup(title)}</h1><p>HTTP status ${status}</p></body></html>
`;
}

/** The body of errors that arise before a resource has been reached, for clients that did not ask for JSON. */
export function renderStatusXml(status: number, message: string): string {
  const text = escapeMarkup(message);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><status><status-code>${status}</status-code><message>${text}</message></status>`;
}

/** For text and attributes of HTML and XML; what XML cannot say at all becomes the sign for that. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(UNSAYABLE, '\uFFFD').replaceAll(MARKUP, (sign) => NAMES[sign] ?? `&#${sign.codePointAt(0)};`);
}

const UNSAYABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const MARKUP = /[&<>"\t\n\r]/g;
const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
