// Gathers every text a site says, to recognise it where it stands as a key. Kept in memory, and only while recording.
import type { Answer } from '../../adapters/http-client/exchange.ts';
import { parseBody } from '../site/parse-body.ts';

/** Tells of a text whether it is one of the values of these answers, whatever its case. */
export function collectTexts(answers: readonly Pick<Answer, 'text' | 'header'>[]): (text: string) => boolean {
  const texts = new Set<string>();
  for (const answer of answers) {
    const body = parseBody(answer);
    if (body.kind === 'json') addTexts(body.json, texts);
    if (body.kind !== 'xml') continue;
    for (const [, attribute, inside] of body.text.matchAll(/="([^"]*)"|>([^<]+)</g)) add(attribute ?? inside, texts);
  }
  return (text) => texts.has(text.toLowerCase());
}

function addTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') add(value, texts);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) addTexts(part, texts);
}

function add(text: string | undefined, texts: Set<string>): void {
  if (text !== undefined && text.trim() !== '') texts.add(text.trim().toLowerCase());
}
