// Asks for many things, a few at the same time.

/** Answers for every item, a few at the same time. */
export async function mapAtOnce<Item, Answer>(
  items: readonly Item[],
  atOnce: number,
  ask: (item: Item) => Promise<Answer>,
): Promise<(readonly [Item, Answer])[]> {
  const answers: (readonly [Item, Answer])[] = [];
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) answers.push([item, await ask(item)]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}
