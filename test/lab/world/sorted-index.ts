// A list kept in key order, changed one item at a time, so that a page costs its own size and a change costs a search.

export type SortedIndex<T> = { readonly items: T[]; readonly keys: string[] };

export function buildSortedIndex<T>(source: Iterable<T>, keyOf: (item: T) => string): SortedIndex<T> {
  const pairs: { key: string; item: T }[] = [];
  for (const item of source) pairs.push({ key: keyOf(item), item });
  pairs.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  return { items: pairs.map((pair) => pair.item), keys: pairs.map((pair) => pair.key) };
}

export function insertIntoIndex<T>(index: SortedIndex<T>, key: string, item: T): void {
  const position = findPosition(index.keys, key);
  if (index.keys[position] === key) {
    index.items[position] = item;
    return;
  }
  index.keys.splice(position, 0, key);
  index.items.splice(position, 0, item);
}

export function removeFromIndex<T>(index: SortedIndex<T>, key: string): void {
  const position = findPosition(index.keys, key);
  if (index.keys[position] !== key) return;
  index.keys.splice(position, 1);
  index.items.splice(position, 1);
}

function findPosition(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
