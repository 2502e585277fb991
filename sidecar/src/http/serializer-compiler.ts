// Compiles how answers are written, and every schema once: each route names the error envelope twice, which alone would
// take most of the time the process needs to start.
import SerializerSelector from '@fastify/fast-json-stringify-compiler';

type BuildSerializer = SerializerSelector.SerializerFactory;

/** By the schema itself: what it points to are the shared schemas, the same ones in every app of this process. */
const compiled = new WeakMap<object, SerializerSelector.Serializer>();
const buildAnew = SerializerSelector();

/** For Fastify's `schemaController`. A schema must not be changed once a route has it. */
export const buildSerializer: BuildSerializer = (sharedSchemas, options) => {
  const compile = buildAnew(sharedSchemas, options);
  return (route) => {
    const { schema } = route;
    if (typeof schema !== 'object' || schema === null) return compile(route);
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const serializer = compile(route);
    compiled.set(schema, serializer);
    return serializer;
  };
};
