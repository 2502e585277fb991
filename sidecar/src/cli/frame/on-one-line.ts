// Texts that others wrote, made fit for one line of a terminal.

/** Names may carry line breaks and marks that turn the direction of a terminal around. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}
