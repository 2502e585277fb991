// JSON kept in text columns, typed by what it holds, so that both engines store the same characters.

declare const content: unique symbol;
/** Text that this store wrote as JSON of a `Content`. */
export type JsonText<Content> = string & { readonly [content]: Content };

export function writeJson<Content>(value: Content): JsonText<Content> {
  return JSON.stringify(value) as JsonText<Content>;
}

export function readJson<Content>(text: JsonText<Content>): Content {
  return JSON.parse(text) as Content;
}

/** JSON with sorted keys: two values are equal exactly when their texts are. */
export function writeCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
