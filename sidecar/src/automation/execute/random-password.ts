// Passwords that nobody is ever told: long, random, and with every kind of character a policy of a directory may ask for.
import { randomInt } from 'node:crypto';

const kinds = ['abcdefghijkmnopqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-_.:+=%#'] as const;
const everything = kinds.join('');
const length = 40;

/** About 240 bits; the first four characters make sure of every kind, at places drawn afterwards. */
export function makeRandomPassword(): string {
  const drawn = Array.from({ length }, (_, index) => draw(kinds[index] ?? everything));
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    const [here, there] = [drawn[last] ?? '', drawn[other] ?? ''];
    drawn[last] = there;
    drawn[other] = here;
  }
  return drawn.join('');
}

function draw(from: string): string {
  return from.charAt(randomInt(from.length));
}
