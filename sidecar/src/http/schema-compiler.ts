// Checks what comes in against its schema and says in words what is allowed; only addresses are converted, bodies never.
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import Compile from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Value } from 'typebox/value';
import { type FaultDetail, ProductError } from '../errors.ts';

/** For every route. A missing body counts as an empty one. */
export const compileSchema: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  const compiled = Compile(schema);
  return (given: unknown) => {
    const value = httpPart === 'body' ? (given ?? {}) : readAddress(schema, given);
    const zeroBytes = httpPart === 'body' ? [] : findZeroBytes(given);
    if (zeroBytes.length > 0) return { error: new ProductError('bad_request', zeroBytes) };
    if (compiled.Check(value)) return { value };
    return { error: new ProductError('bad_request', describeFaults(compiled.Errors(value), httpPart)) };
  };
};

/** For a route whose body is read and refused by a service, with better words than a schema has. */
export const compileAllButBody: FastifySchemaCompiler<TSchema> = (route) =>
  route.httpPart === 'body' ? (value: unknown) => ({ value }) : compileSchema(route);

/** Fills in defaults and turns the text of whole numbers and booleans into values; everything else stays text. */
function readAddress(schema: TSchema, given: unknown): unknown {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> };
  const texts = Object.entries(given as Record<string, unknown>);
  const values = texts.map(([name, text]) => [name, readText(properties[name]?.type, text)]);
  return Value.Default(schema, Object.fromEntries(values));
}

function readText(type: string | undefined, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (type === 'integer' && /^-?\d{1,16}$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** Databases disagree about text with a zero byte in it, so it goes nowhere. */
function findZeroBytes(given: unknown): FaultDetail[] {
  const texts = Object.entries(given as Record<string, unknown>);
  return texts
    .filter(([, text]) => typeof text === 'string' && text.includes('\0'))
    .map(([path]) => ({ path, message: 'must not have a zero byte' }));
}

/** One detail a place, without the value: it may be a secret. */
function describeFaults(errors: readonly TLocalizedValidationError[], part: string): FaultDetail[] {
  const details = new Map<string, FaultDetail>();
  const telling = errors.filter(({ keyword }) => keyword !== 'additionalProperties' && keyword !== 'anyOf');
  const told = telling.length > 0 ? telling : errors;
  for (const error of told) {
    const { path, message } = describeFault(error, { part, constants: constantsAt(told, error.instancePath) });
    if (!details.has(path)) details.set(path, { path, message });
  }
  return [...details.values()].slice(0, 10);
}

/** Words that may stand at a place where the schema has them one by one. */
function constantsAt(errors: readonly TLocalizedValidationError[], instancePath: string): readonly unknown[] {
  return errors.flatMap((one) =>
    one.keyword === 'const' && one.instancePath === instancePath ? [one.params.allowedValue] : [],
  );
}

function describeFault(
  { keyword, instancePath, params, message }: TLocalizedValidationError,
  { part, constants }: { readonly part: string; readonly constants: readonly unknown[] },
): FaultDetail {
  const path = instancePath.slice(1).replaceAll('/', '.') || part;
  if (keyword === 'boolean') return { path, message: 'is not known here' };
  if (keyword === 'const') return { path, message: `must be one of ${constants.map(String).join(', ')}` };
  if (keyword === 'enum') return { path, message: `must be one of ${params.allowedValues.join(', ')}` };
  return { path, message };
}
