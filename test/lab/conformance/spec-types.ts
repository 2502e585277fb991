// The parts of an OpenAPI document that judging an answer needs.

export type Schema = { [key: string]: unknown };

export type SpecDocument = {
  readonly file: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, Schema> };
};

export type Operation = { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> };
