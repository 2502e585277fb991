// The mail that tells that seats of the licence have crossed a line: numbers, and where to look. It names nobody.
import type { AlertLine } from '../domain/licence/alert.ts';
import type { ReportMail } from './render.ts';

export interface SeatAlert {
  readonly line: AlertLine;
  readonly threshold: number;
  readonly seats: number;
  readonly most: number | null;
  readonly raisedAt: string;
}

export interface SeatAlertOptions {
  /** For the link into the console; null leaves it out. */
  readonly publicUrl: string | null;
  /** IANA zone of the date. */
  readonly timeZone: string;
}

export function renderSeatAlert(alert: SeatAlert, { publicUrl, timeZone }: SeatAlertOptions): ReportMail {
  const number = new Intl.NumberFormat('en-GB');
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone });
  const { seats, most, threshold } = alert;
  const of = most === null ? '' : ` of ${number.format(most)}`;
  const subject = `Confluence licence: ${number.format(seats)}${of} seats are taken`;
  const paragraphs = [
    `${number.format(seats)}${of} seats of the Confluence licence are taken. You wanted to be told from ${number.format(threshold)} on.`,
    `Read ${date.format(new Date(alert.raisedAt))} (${timeZone}). This is told once; the next mail comes when seats have been clearly below the line and cross it again.`,
  ];
  const url = publicUrl === null ? null : `${publicUrl}#/licences`;
  const link = url === null ? [] : [`Look at users and licences: ${url}`];
  return {
    subject,
    text: `${[subject, ...paragraphs, ...link].join('\n\n')}\n`,
    html: writeHtml(subject, paragraphs, url),
    attachments: [],
  };
}

function writeHtml(subject: string, paragraphs: readonly string[], url: string | null): string {
  const texts = paragraphs.map((text) => `<p style="margin:0 0 12px 0;">${escapeHtml(text)}</p>`).join('\n');
  const link =
    url === null ? '' : `<p style="margin:0;"><a href="${escapeHtml(url)}">Look at users and licences</a></p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>:root { color-scheme: light dark; }</style>
</head>
<body style="margin:0;padding:24px;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:14px;line-height:20px;">
<h1 style="margin:0 0 16px 0;font-size:20px;line-height:26px;">${escapeHtml(subject)}</h1>
${texts}
${link}
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? '');
}
