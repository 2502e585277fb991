// What kind of body an answer has, judged by what it is and not by what it calls itself.
import type { Answer } from '../../adapters/http-client/exchange.ts';

export type Body =
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'xml' | 'html' | 'text'; readonly text: string }
  | { readonly kind: 'empty' };

/** JSON that calls itself something else is JSON; a page that calls itself JSON is a page. */
export function parseBody({ text, header }: Pick<Answer, 'text' | 'header'>): Body {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const type = header('content-type') ?? '';
  if (/^<(?:!doctype html|html)\b/i.test(trimmed)) return { kind: 'html', text };
  if (trimmed.startsWith('<')) return { kind: /\bhtml\b/i.test(type) ? 'html' : 'xml', text };
  try {
    return { kind: 'json', json: JSON.parse(trimmed) };
  } catch {
    return { kind: 'text', text };
  }
}
