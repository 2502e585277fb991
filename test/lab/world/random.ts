// A small seeded generator of random numbers: the same seed gives the same sequence on every machine.

export type Random = {
  /** A number in [0, 1). */
  next: () => number;
  /** A whole number in [0, limit). */
  below: (limit: number) => number;
  pick: <T>(items: readonly T[]) => T;
  chance: (probability: number) => boolean;
  /** A lower-case hexadecimal string of this many digits. */
  hex: (digits: number) => string;
};

export function createRandom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  function drawWord(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
  const next = (): number => drawWord() / 4_294_967_296;
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T,
    chance: (probability) => next() < probability,
    hex: (digits) => {
      let text = '';
      while (text.length < digits) text += drawWord().toString(16).padStart(8, '0');
      return text.slice(0, digits);
    },
  };
}
