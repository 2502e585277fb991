// An answer as it is written down: status, chosen headers, and the shape of its body.
import type { TimedAnswer } from '../site/open-asker.ts';
import { parseBody } from '../site/parse-body.ts';
import { describeHeaders } from './describe-headers.ts';
import { describeJson, type Shape } from './describe-json.ts';
import { describeXml } from './describe-xml.ts';

export type DescribedBody =
  | { readonly kind: 'json'; readonly shape: Shape }
  | { readonly kind: 'xml'; readonly elements: readonly string[] }
  /** Which of a few telling words occur. */
  | { readonly kind: 'html' | 'text'; readonly mentions: readonly string[] }
  | { readonly kind: 'empty' };

export interface DescribedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: DescribedBody;
}

/** Pages differ; these words tell which one it is. */
const telling = [
  'WebSudo',
  'XSRF',
  'log in',
  'login',
  'SAML',
  'captcha',
  'maintenance',
  'not found',
  'READ_ONLY',
  'READ_WRITE',
];

export function describeAnswer(answer: TimedAnswer, isData: (text: string) => boolean): DescribedAnswer {
  return { status: answer.status, headers: describeHeaders(answer.header), body: describeBody(answer, isData) };
}

function describeBody(answer: TimedAnswer, isData: (text: string) => boolean): DescribedBody {
  const body = parseBody(answer);
  if (body.kind === 'empty') return body;
  if (body.kind === 'json') return { kind: 'json', shape: describeJson(body.json, isData) };
  if (body.kind === 'xml') return { kind: 'xml', elements: describeXml(body.text, isData) };
  const text = body.text.toLowerCase();
  return { kind: body.kind, mentions: telling.filter((word) => text.includes(word.toLowerCase())) };
}
