// What differs between two versions of a policy, place by place, as data and in words.
import { isDeepStrictEqual } from 'node:util';
import type { PolicyDocument } from '../../contract/policies.ts';

export interface Difference {
  /** Such as `criteria.all[0].inactiveDays`. */
  readonly path: string;
  /** Null where there was nothing. */
  readonly before: unknown;
  /** Null where nothing is left. */
  readonly after: unknown;
}

/** Every place that differs, in the order of the older version; empty where both say the same. */
export function compareDefinitions(before: PolicyDocument, after: PolicyDocument): readonly Difference[] {
  return compare({ path: '', before, after });
}

function compare({ path, before, after }: Difference): readonly Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      compare({
        path: path === '' ? key : `${path}.${key}`,
        before: before[key] ?? null,
        after: after[key] ?? null,
      }),
    );
  }
  if (isList(before) && isList(after) && before.length === after.length && after.some(isRecord)) {
    return before.flatMap((item, index) => compare({ path: `${path}[${index}]`, before: item, after: after[index] }));
  }
  return [{ path, before, after }];
}

/** For example `limits.maxUsers: 200 becomes 500`. */
export function sayDifference({ path, before, after }: Difference): string {
  if (before === null) return `${path} is added: ${print(after)}`;
  if (after === null) return `${path} goes: it was ${print(before)}`;
  return `${path}: ${isList(before) && isList(after) ? sayList(before, after) : sayBoth(before, after)}`;
}

/** Lists are told by what comes and goes, and in full only where they have the same in another order. */
function sayList(before: readonly unknown[], after: readonly unknown[]): string {
  const [old, young] = [before.map(print), after.map(print)];
  const gained = young.filter((item) => !old.includes(item));
  const lost = old.filter((item) => !young.includes(item));
  const parts = [
    ...(gained.length === 0 ? [] : [`gains ${gained.join(', ')}`]),
    ...(lost.length === 0 ? [] : [`loses ${lost.join(', ')}`]),
  ];
  return parts.length === 0 ? sayBoth(before, after) : parts.join(' and ');
}

function sayBoth(before: unknown, after: unknown): string {
  return `${print(before)} becomes ${print(after)}`;
}

function print(value: unknown): string {
  return JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
