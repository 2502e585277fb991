// What the parser of YAML found, in words of whoever wrote the text: each says what to do. All have their German in the page.
import type { YAMLError } from 'yaml';

type Code = YAMLError['code'];

export const tooDeep = 'is nested too deeply to be read';
const noTags =
  'what begins with &, * or an exclamation mark has a meaning of its own; put the value in quotation marks, or write it without';
const unexpected =
  'cannot stand here; most likely a quotation mark, a bracket, a comma or a colon before it is missing or one too many';

/** One code is many mistakes; the parser's sentence tells them apart. The first that fits counts. */
const special: readonly (readonly [RegExp, string])[] = [
  [/call stack/, tooDeep],
  [/closing ['"]quote/, 'a quotation mark before this is never closed'],
  [/end with a \]/, 'a bracket is not closed where it must be; indent every line within it, and end it with ]'],
  [/end with a \}/, 'a bracket is not closed where it must be; indent every line within it, and end it with }'],
  [/^Unexpected block-seq-ind/, 'a list begins on a line of its own, with the hyphens below each other'],
  [/^Missing ,/, 'a comma is missing in front of this, or a bracket that closes'],
  [/space after :/, 'a space is missing after the colon'],
  [/need to be followed by map values/, 'a colon and a value are missing after this key'],
  [/^Comments must/, 'a space is missing in front of #; put the value in quotation marks if # belongs to it'],
  [/^Sequence item without/, 'every entry of this list begins with a hyphen'],
];

const byCode: Readonly<Record<Code, string>> = {
  ALIAS_PROPS: noTags,
  BAD_ALIAS: noTags,
  BAD_COLLECTION_TYPE: noTags,
  BAD_DIRECTIVE: 'a line that begins with % means nothing here; remove it',
  BAD_DQ_ESCAPE:
    'a backslash between double quotation marks needs a second one; between single quotation marks it stands for itself',
  BAD_INDENT: 'is indented otherwise than the lines it belongs to; indent all of them alike',
  BAD_PROP_ORDER: noTags,
  BAD_SCALAR_START: 'a value that begins with this character needs quotation marks',
  BLOCK_AS_IMPLICIT_KEY:
    'a second key or a list begins on this line; begin a new line, or put a value with a colon in it in quotation marks',
  BLOCK_IN_FLOW: 'between brackets, lists and keys are written in brackets, too',
  DUPLICATE_KEY: 'this key stands here a second time',
  IMPOSSIBLE: unexpected,
  KEY_OVER_1024_CHARS: 'is too long for a key; most likely a quotation mark is missing',
  MISSING_CHAR: unexpected,
  MULTILINE_IMPLICIT_KEY: 'a key stands on one line; most likely a colon is missing after it',
  MULTIPLE_ANCHORS: noTags,
  MULTIPLE_DOCS: 'a second document starts here; one file holds one policy',
  MULTIPLE_TAGS: noTags,
  NON_STRING_KEY: 'a key must be plain text',
  RESOURCE_EXHAUSTION: tooDeep,
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
  TAG_RESOLVE_FAILED: noTags,
  UNEXPECTED_TOKEN: unexpected,
};

/** One sentence, to be read behind its line and column. */
export function wordSyntaxError({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  return special.find(([said]) => said.test(message))?.[1] ?? byCode[code];
}
