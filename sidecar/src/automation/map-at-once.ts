// Asks for many things, a few at the same time.

/**
 * Answers for every item, a few at the same time. Once a question breaks nothing more is asked, and its fault is thrown when
 * those under way have ended.
 */
export async function mapAtOnce<Item, Answer>(
  items: readonly Item[],
  atOnce: number,
  ask: (item: Item) => Promise<Answer>,
): Promise<(readonly [Item, Answer])[]> {
  const answers: (readonly [Item, Answer])[] = [];
  const faults: unknown[] = [];
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) answers.push([item, await ask(item)]);
  };
  const workUntilFault = () =>
    worker().catch((error: unknown) => {
      queue.length = 0;
      faults.push(error);
    });
  await Promise.all(Array.from({ length: atOnce }, workUntilFault));
  if (faults.length > 0) throw faults[0];
  return answers;
}
