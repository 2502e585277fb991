// The mail that tells that seats of the licence have crossed a line: numbers, and where to look. It names nobody.
import type { AlertLine } from '../domain/licence/alert.ts';
import { count } from './counts.ts';
import type { ReportMail } from './render.ts';
import { builtInTemplates, type Templates } from './templates.ts';

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
  readonly templates?: Templates;
}

export function renderSeatAlert(
  { seats, most, threshold, raisedAt }: SeatAlert,
  { publicUrl, timeZone, templates = builtInTemplates }: SeatAlertOptions,
): ReportMail {
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone });
  const taken = `${count(seats)}${most === null ? '' : ` of ${count(most)}`} seats`;
  const subject = `Confluence licence: ${taken} are taken`;
  const view = {
    subject,
    preview: `You wanted to be told from ${count(threshold)} on.`,
    paragraphs: [
      `${taken} of the Confluence licence are taken. You wanted to be told from ${count(threshold)} on.`,
      `Read ${date.format(new Date(raisedAt))} (${timeZone}). This is told once; the next mail comes when seats have been clearly below the line and cross it again.`,
    ],
    link: publicUrl === null ? null : `${publicUrl}#/licences`,
    linkWords: 'Look at users and licences',
    about: 'You get this mail because your address stands beside the lines drawn for the licence.',
  };
  return {
    subject,
    text: templates.fill('licence-alert.text.hbs', view),
    html: templates.fill('licence-alert.html.hbs', view),
    attachments: [],
  };
}
