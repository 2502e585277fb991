// Which form a client gets and in which it may send: XML unless JSON is asked for, nothing else.

export type Form = 'xml' | 'json';

const BOTH: readonly Form[] = ['xml', 'json'];

/** Null if the client takes nothing that is offered. */
export function chooseForm(accept: string | undefined, offered: readonly Form[] = BOTH): Form | null {
  if (accept === undefined || accept.trim() === '') return offered[0] ?? null;
  const ranges = accept
    .split(',')
    .map((range) => readRange(range))
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality || right.precision - left.precision);
  for (const { type } of ranges) {
    const form = offered.find((one) => type === `application/${one}`);
    if (form !== undefined) return form;
    if ((type === '*/*' || type === 'application/*') && offered[0] !== undefined) return offered[0];
  }
  return null;
}

export function readForm(contentType: string | undefined): Form | null {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  return BOTH.find((form) => type === `application/${form}`) ?? null;
}

export function contentTypeOf(form: Form): string {
  return form === 'json' ? 'application/json' : 'application/xml';
}

/** `precision`: what names a type goes before what leaves it open, wherever it stands. */
function readRange(range: string): { type: string; quality: number; precision: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return {
    type: type.toLowerCase(),
    quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0,
    precision: type === '*/*' ? 0 : type.endsWith('/*') ? 1 : 2,
  };
}
