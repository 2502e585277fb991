// Makes names safe to stand in a line of a mail: no line ends of their own, no turning of what follows.

/** Characters that turn the direction of everything behind them until somebody turns it back. */
const turning = /[\u202a-\u202e\u2066-\u2069]/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** One line of text: control characters and line ends become a space, direction overrides go. */
export function toOneLine(text: string): string {
  return text
    .replace(turning, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

/** The text set apart where it runs from right to left, so that what follows it in a plain text stays in place. */
export function isolate(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}
