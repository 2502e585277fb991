// The digest of a policy's version, as the entry that it was saved and the evidence of it both carry it.
import { stableText } from '../domain/plan/stable-text.ts';
import { digestOf } from './entry.ts';

/** Over the canonical text of the whole definition, words of warnings included. Versions never change, so it never does. */
export function digestDefinition(definition: unknown): string {
  return digestOf(stableText(definition));
}
