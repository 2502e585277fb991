// When people were created and last logged in, drawn like on a real site: most within a month, a long tail, some never.
import { DAY_MS } from '../clock.ts';
import type { Random } from './random.ts';

/** Ages in milliseconds before the lab's start; a login of null means there never was one. */
export type Past = { createdAgoMs: number; loginAgoMs: number | null };

export function drawEmployeePast(random: Random): Past {
  const roll = random.next();
  if (roll < 0.62) return drawWithLogin(random, 0.02, 7);
  if (roll < 0.77) return drawWithLogin(random, 7, 30);
  if (roll < 0.87) return drawWithLogin(random, 30, 88);
  if (roll < 0.925) return drawWithLogin(random, 95, 365);
  if (roll < 0.96) return drawWithLogin(random, 365, 1500);
  if (roll < 0.985) return { createdAgoMs: days(random, 100, 1400), loginAgoMs: null };
  return { createdAgoMs: days(random, 1, 60), loginAgoMs: null };
}

/** Contractors: nearly half of them idle for half a year or longer. */
export function drawContractorPast(random: Random): Past {
  const roll = random.next();
  if (roll < 0.42) return drawWithLogin(random, 0.05, 85);
  if (roll < 0.87) return drawWithLogin(random, 190, 900);
  return { createdAgoMs: days(random, 60, 900), loginAgoMs: null };
}

/** People who were disabled long ago have not logged in since. */
export function drawLeaverPast(random: Random): Past {
  return drawWithLogin(random, 200, 1800);
}

function drawWithLogin(random: Random, fromDays: number, toDays: number): Past {
  const loginAgoMs = days(random, fromDays, toDays);
  return { createdAgoMs: loginAgoMs + days(random, 1, 2200), loginAgoMs };
}

function days(random: Random, from: number, to: number): number {
  return Math.round((from + random.next() * (to - from)) * DAY_MS);
}
