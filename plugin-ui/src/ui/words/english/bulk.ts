// English: words of bulk, and what they say about people.
export const bulk = {} as const;
