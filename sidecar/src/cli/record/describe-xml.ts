// The shape of XML: which elements and attributes there are; no text and no value.

/** Paths such as `manifest/typeId` and `directories/directory/link@href`, sorted. */
export function describeXml(text: string, isData: (text: string) => boolean): readonly string[] {
  const paths = new Set<string>();
  const open: string[] = [];
  const mask = (name: string) => (isData(name) ? '{name}' : name);
  for (const [, closing, name = '', attributes = '', empty] of text.matchAll(tag)) {
    if (closing === '/') {
      open.pop();
      continue;
    }
    open.push(mask(name));
    const path = open.join('/');
    paths.add(path);
    for (const [, attribute = ''] of attributes.matchAll(/([\w.:-]+)\s*=/g)) paths.add(`${path}@${mask(attribute)}`);
    if (empty === '/') open.pop();
  }
  return [...paths].sort();
}

const tag = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
