// The query language of a search's address: comparisons with wildcards, and, or, brackets; there is no "not".
import { refuseArgument } from './refusal.ts';
import type { MatchMode, Restriction } from './restriction.ts';

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([()=<>])|([^\s()=<>"']+))/gy;

type Token = { readonly kind: 'text' | 'sign' | 'word'; readonly text: string };
/** `level`: how many brackets are open. */
type Reader = { readonly tokens: readonly Token[]; at: number; level: number };

const MOST_BRACKETS = 100;

export function parseQuery(text: string): Restriction {
  if (text.trim() === '') return { kind: 'all' };
  const reader: Reader = { tokens: splitTokens(text), at: 0, level: 0 };
  const restriction = readAlternatives(reader);
  if (reader.at < reader.tokens.length) throw refuseQuery();
  return restriction;
}

function splitTokens(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) throw refuseQuery();
    const [, quoted, sign, word = ''] = match;
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1') });
    else tokens.push(sign === undefined ? { kind: 'word', text: word } : { kind: 'sign', text: sign });
  }
  return tokens;
}

function readAlternatives(reader: Reader): Restriction {
  const parts = [readConjunction(reader)];
  while (takeWord(reader, 'or')) parts.push(readConjunction(reader));
  return join('or', parts);
}

function readConjunction(reader: Reader): Restriction {
  const parts = [readComparison(reader)];
  while (takeWord(reader, 'and')) parts.push(readComparison(reader));
  return join('and', parts);
}

function readComparison(reader: Reader): Restriction {
  const token = take(reader);
  if (token.kind === 'sign' && token.text === '(') {
    reader.level += 1;
    if (reader.level > MOST_BRACKETS) throw refuseQuery();
    const inner = readAlternatives(reader);
    if (take(reader).text !== ')') throw refuseQuery();
    reader.level -= 1;
    return inner;
  }
  if (token.kind === 'sign') throw refuseQuery();
  const sign = take(reader);
  const value = take(reader);
  if (sign.kind !== 'sign' || value.kind === 'sign') throw refuseQuery();
  if (sign.text === '<') return { kind: 'property', name: token.text, mode: 'LESS_THAN', value: value.text };
  if (sign.text === '>') return { kind: 'property', name: token.text, mode: 'GREATER_THAN', value: value.text };
  if (sign.text !== '=') throw refuseQuery();
  return { kind: 'property', name: token.text, ...readPattern(value.text) };
}

/** A star stands at the beginning, at the end, or at both. */
function readPattern(text: string): { mode: MatchMode; value: string } {
  const value = text.replaceAll(/^\*|\*$/g, '');
  if (value.includes('*')) throw refuseQuery();
  if (text.startsWith('*') && text.endsWith('*')) return { mode: 'CONTAINS', value };
  if (text.startsWith('*')) return { mode: 'ENDS_WITH', value };
  return { mode: text.endsWith('*') ? 'STARTS_WITH' : 'EXACTLY_MATCHES', value };
}

function join(logic: 'and' | 'or', parts: readonly Restriction[]): Restriction {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'boolean', logic, parts };
}

function take(reader: Reader): Token {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw refuseQuery();
  reader.at += 1;
  return token;
}

function takeWord(reader: Reader, word: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false;
  reader.at += 1;
  return true;
}

function refuseQuery() {
  return refuseArgument('The restriction is not a query that can be understood');
}
