// Compares the lab's JSON answers with the OpenAPI documents and puts every difference into one sentence.
import { Ajv, type ValidateFunction } from 'ajv';
import type { RecordedAnswer } from '../confluence/site.ts';
import type { Schema, SpecDocument } from './spec-types.ts';
import { loadSpecs } from './specs.ts';

export type AnswerJudge = {
  /** A sentence per difference, in the order they arose; kept small by counting repetitions once. */
  readonly violations: string[];
  /** Operations that were compared at least once, as `GET /rest/api/user 200`. */
  readonly judged: Set<string>;
  readonly judge: (answer: RecordedAnswer) => void;
};

/** Statuses whose bodies no document describes. */
const UNDOCUMENTED: ReadonlySet<number> = new Set([429]);

export function createAnswerJudge(folder: string, line: string): AnswerJudge {
  const documents = loadSpecs(folder, line);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validators = new Map<string, ValidateFunction | null>();
  const violations: string[] = [];
  const judged = new Set<string>();
  return {
    violations,
    judged,
    judge: (answer) => {
      if (UNDOCUMENTED.has(answer.status)) return;
      const name = `${answer.method} ${answer.route} ${answer.status}`;
      let validate = validators.get(name);
      if (validate === undefined) {
        validate = compileValidator(ajv, documents, answer);
        validators.set(name, validate);
      }
      if (validate === null) return;
      judged.add(name);
      if (validate(answer.body)) return;
      for (const error of validate.errors ?? []) {
        const extra = JSON.stringify(error.params);
        const sentence = `${name}: ${error.instancePath || '/'} ${error.message ?? 'is wrong'} ${extra}`;
        if (!violations.includes(sentence)) violations.push(sentence);
      }
    },
  };
}

function compileValidator(
  ajv: Ajv,
  documents: readonly SpecDocument[],
  answer: RecordedAnswer,
): ValidateFunction | null {
  for (const document of documents) {
    const operation = document.paths[answer.route]?.[answer.method.toLowerCase()];
    if (operation === undefined) continue;
    const schema = readSchema(operation.responses, answer.status);
    if (schema === undefined) return null;
    return ajv.compile({ ...schema, components: document.components });
  }
  return null;
}

function readSchema(responses: SpecDocument['paths'][string][string]['responses'], status: number): Schema | undefined {
  const declared = responses[String(status)]?.content?.['application/json']?.schema;
  if (declared !== undefined) return declared;
  return status >= 400 ? { $ref: '#/components/schemas/RestError' } : undefined;
}
