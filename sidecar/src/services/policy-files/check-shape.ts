// Compares a value with the schema of a policy and tells every difference in words a person can act on.
import { CriteriaSchema, criteriaDepthLimit } from '../../contract/criteria.ts';
import { PolicySchema } from '../../contract/policies.ts';
import type { Fault, Path } from './fault.ts';
import { guessName } from './nearest.ts';

/** The parts of JSON Schema that the contract of a policy uses. */
interface Shape {
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer' | 'number';
  readonly const?: string;
  readonly anyOf?: readonly Shape[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

interface Place {
  readonly path: Path;
  /** How many criteria are around this place. */
  readonly depth: number;
}

/** Schemas are plain objects; here they are read, not compiled. */
const policyShape = PolicySchema as object as Shape;
const criteriaShape = CriteriaSchema as object as Shape;

/** Every fault in the shape of a policy; none means that the value is a `PolicyDocument`. */
export function checkPolicyShape(value: unknown): Fault[] {
  return check(value, policyShape, { path: [], depth: 0 });
}

function check(value: unknown, shape: Shape, place: Place): Fault[] {
  if (shape.$ref !== undefined) return checkCriteria(value, place);
  if (shape.anyOf !== undefined) return checkChoice(value, shape.anyOf, place);
  switch (shape.type) {
    case 'object':
      return checkObject(value, shape, place);
    case 'array':
      return checkList(value, shape, place);
    case 'string':
      return checkText(value, shape, place.path);
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong(place.path, `must be true or false, not ${show(value)}`);
    default:
      return checkNumber(value, shape, place.path);
  }
}

/** The only schema that is pointed to is the tree of criteria. */
function checkCriteria(value: unknown, { path, depth }: Place): Fault[] {
  if (depth >= criteriaDepthLimit) return wrong(path, `is nested deeper than ${criteriaDepthLimit} levels`);
  return check(value, criteriaShape, { path, depth: depth + 1 });
}

/** A word of a list of words, or an object with exactly one key of a catalogue. */
function checkChoice(value: unknown, options: readonly Shape[], place: Place): Fault[] {
  const words = options.flatMap((option) => option.const ?? []);
  const catalogue: Record<string, Shape> = Object.assign({}, ...options.map((option) => option.properties ?? {}));
  const keys = Object.keys(catalogue);
  if (!isObject(value)) {
    if (typeof value === 'string' && words.includes(value)) return [];
    const allowed = [...words, ...keys.map((key) => `{ ${key}: … }`)].join(', ');
    return wrong(place.path, `${show(value)} is not allowed here${didYouMean(value, words)}; allowed: ${allowed}`);
  }
  const [key, ...others] = Object.keys(value);
  if (key === undefined || others.length > 0) {
    const found = key === undefined ? 'none' : [key, ...others].join(', ');
    return wrong(place.path, `must have exactly one key, found ${found}; allowed: ${keys.join(', ')}`);
  }
  const path = [...place.path, key];
  const argument = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
  if (argument !== undefined) return check(value[key], argument, { ...place, path });
  if (!words.includes(key)) return refuseKey(key, keys, path);
  return [{ path, part: 'key', message: `"${key}" takes nothing: write "- ${key}" alone, without a colon` }];
}

function checkObject(value: unknown, shape: Shape, place: Place): Fault[] {
  const properties = shape.properties ?? {};
  const allowed = Object.keys(properties);
  if (!isObject(value))
    return wrong(place.path, `must be an object with keys, not ${show(value)}; allowed: ${allowed.join(', ')}`);
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = shape;
  const count = Object.keys(value).length;
  const missing = (shape.required ?? []).filter((key) => !Object.hasOwn(value, key));
  return [
    ...missing.flatMap((key) => wrong([...place.path, key], 'is missing')),
    ...(count < minProperties || count > maxProperties
      ? wrong(place.path, `must have exactly ${maxProperties} keys, has ${count}; allowed: ${allowed.join(', ')}`)
      : []),
    ...Object.keys(value).flatMap((key) => {
      const path = [...place.path, key];
      const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
      return property === undefined ? refuseKey(key, allowed, path) : check(value[key], property, { ...place, path });
    }),
  ];
}

function checkList(value: unknown, shape: Shape, place: Place): Fault[] {
  const { items = {}, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = shape;
  const { path } = place;
  if (!Array.isArray(value)) return wrong(path, `must be a list, not ${show(value)}`);
  if (value.length < minItems) return wrong(path, 'must not be an empty list');
  if (value.length > maxItems) return wrong(path, `must not have more than ${maxItems} entries, has ${value.length}`);
  return value.flatMap((item, index) => check(item, items, { ...place, path: [...path, index] }));
}

function checkText(value: unknown, shape: Shape, path: Path): Fault[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, description = '' } = shape;
  if (typeof value === 'number') return wrong(path, `must be text, not a number; write it in quotes: "${value}"`);
  if (typeof value !== 'string') return wrong(path, `must be text, not ${show(value)}`);
  const length = [...value].length;
  // What may stand there is said with what is too short: a field may be forgotten, and nobody can tell which.
  if (length === 0 && minLength > 0) return wrong(path, `must not be empty. ${description}`.trim());
  if (length < minLength) {
    return wrong(path, `must have at least ${minLength} characters, has ${length}. ${description}`.trim());
  }
  if (length > maxLength) return wrong(path, `must not be longer than ${maxLength} characters, has ${length}`);
  if (pattern === undefined || new RegExp(pattern, 'u').test(value)) return [];
  return wrong(path, `${show(value)} is not allowed here. ${description}`.trim());
}

function checkNumber(value: unknown, shape: Shape, path: Path): Fault[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = shape;
  const wanted = `${shape.type === 'integer' ? 'a whole number' : 'a number'} from ${minimum} to ${maximum}`;
  const fits = shape.type === 'integer' ? Number.isInteger(value) : Number.isFinite(value);
  if (typeof value === 'number' && fits && value >= minimum && value <= maximum) return [];
  return wrong(path, `must be ${wanted}, not ${show(value)}`);
}

function wrong(path: Path, message: string): Fault[] {
  return [{ path, part: 'value', message }];
}

function refuseKey(key: string, allowed: readonly string[], path: Path): Fault[] {
  return [
    { path, part: 'key', message: `unknown key${didYouMean(key, allowed)}; allowed here: ${allowed.join(', ')}` },
  ];
}

function didYouMean(value: unknown, candidates: readonly string[]): string {
  const guess = typeof value === 'string' ? guessName(value, candidates) : null;
  return guess === null ? '' : `, did you mean "${guess}"`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in few words; long texts are cut. */
function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return String(value);
}
