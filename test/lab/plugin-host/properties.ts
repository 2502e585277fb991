// Reads Java's property files, as the texts of plugins come in them: Latin-1, with \u for everything else.

export function readProperties(content: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  for (const line of content.toString('latin1').split(/\r?\n/)) {
    const [, key, value = ''] = /^\s*([^#!=:\s][^=:\s]*)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined) texts.set(key, sayPlainly(value));
  }
  return texts;
}

function sayPlainly(text: string): string {
  return text.replaceAll(/\\u([0-9a-fA-F]{4})/g, (_match, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
