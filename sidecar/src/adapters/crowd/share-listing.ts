// One reading of a long list for several readers at the same time: whoever comes while it is under way gets the same pages.

interface Pass<Page> {
  readonly iterator: AsyncIterator<Page>;
  readonly pages: Promise<IteratorResult<Page, unknown>>[];
  readers: number;
}

/**
 * Wraps a list. Nothing is kept once a reading has ended, failed or been left by all its readers: what comes after reads
 * anew, so that nobody is told what was true long before.
 */
export function shareListing<Page>(list: () => AsyncIterable<Page>): () => AsyncIterable<Page> {
  let current: Pass<Page> | null = null;
  const join = (): Pass<Page> => {
    current ??= { iterator: list()[Symbol.asyncIterator](), pages: [], readers: 0 };
    current.readers += 1;
    return current;
  };
  const end = (pass: Pass<Page>): void => {
    if (current === pass) current = null;
  };
  return async function* () {
    const pass = join();
    try {
      for (let place = 0; ; place += 1) {
        const asked = pass.pages[place] ?? pass.iterator.next();
        pass.pages[place] = asked;
        const page = await asked;
        if (page.done === true) return;
        yield page.value;
      }
    } finally {
      pass.readers -= 1;
      const asked = await pass.pages.at(-1)?.catch(() => null);
      if (asked === null || asked?.done === true) end(pass);
      else if (pass.readers === 0) {
        end(pass);
        await pass.iterator.return?.();
      }
    }
  };
}
