// Reads HTML more strictly than any browser: what it lets pass shows the same everywhere.

const voids = new Set(['meta', 'br', 'hr', 'img', 'link', 'input', '!doctype']);

/** The elements of a document in order; throws where one is left open, closed twice or has an unquoted attribute. */
export function parseStrictly(html: string): { name: string; attributes: Map<string, string> }[] {
  const elements: { name: string; attributes: Map<string, string> }[] = [];
  const open: string[] = [];
  const source = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<style>[^<]*<\/style>/g, '');
  for (const [, closing = '', rest = ''] of source.matchAll(/<(\/?)([^<>]*)>/g)) {
    const [, name = '', inside = ''] = /^([!a-z][a-z0-9]*)((?:\s+[a-z:-]+(?:="[^"]*")?)*)\s*$/i.exec(rest) ?? [];
    if (name === '') throw new Error(`Not a tag: <${closing}${rest}>`);
    const tag = name.toLowerCase();
    if (closing !== '') {
      if (open.pop() !== tag) throw new Error(`</${tag}> closes what is not open.`);
      continue;
    }
    if (!voids.has(tag)) open.push(tag);
    const attributes = [...inside.matchAll(/([a-z:-]+)="([^"]*)"/gi)].map(
      ([, key = '', value = '']) => [key, value] as const,
    );
    elements.push({ name: tag, attributes: new Map(attributes) });
  }
  if (open.length > 0) throw new Error(`Left open: ${open.join()}`);
  if (/[<>]/.test(source.replace(/<\/?[^<>]*>/g, ''))) throw new Error('A loose bracket.');
  return elements;
}
