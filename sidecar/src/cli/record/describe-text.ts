// The form of a text, told in words that stand in this file: whatever the text says, none of it gets through.

/** Words of Confluence and Crowd that mean something; told as they are, and only where they belong. */
const wordsByKey: Readonly<Record<string, readonly string[]>> = {
  type: [
    'known',
    'unknown',
    'anonymous',
    'group',
    'user',
    'unlicensed',
    'page',
    'blogpost',
    'comment',
    'attachment',
    'GROUP',
  ],
  status: ['current', 'deactivated', 'unknown', 'historical', 'trashed'],
  typeId: ['confluence', 'jira', 'crowd'],
  operationKey: ['use', 'administer', 'create', 'read', 'update', 'delete'],
  targetType: ['application', 'system', 'space', 'personal_space', 'user_profile'],
  entityType: ['user', 'content', 'space'],
  rel: ['self', 'edit'],
  reason: [
    ...[
      'USER_NOT_FOUND',
      'GROUP_NOT_FOUND',
      'MEMBERSHIP_NOT_FOUND',
      'ILLEGAL_ARGUMENT',
      'INVALID_USER',
      'INVALID_GROUP',
    ],
    ...['APPLICATION_ACCESS_DENIED', 'APPLICATION_PERMISSION_DENIED', 'PERMISSION_DENIED', 'OPERATION_FAILED'],
    ...['UNSUPPORTED_OPERATION', 'NESTED_GROUPS_NOT_SUPPORTED', 'EVENT_TOKEN_EXPIRED', 'INVALID_SSO_TOKEN'],
    'INCREMENTAL_SYNC_NOT_AVAILABLE',
  ],
  '': ['READ_ONLY', 'READ_WRITE'],
};

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

const forms: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'text:empty'],
  [/^\d+$/, 'text:digits'],
  [/^[0-9a-f]{32}$/, 'text:hex32'],
  [/^https?:\/\//i, 'text:address'],
  [/^\//, 'text:path'],
  [/^\S+@\S+$/, 'text:mail'],
];

/** For example `text:mail`, `text:=current`, or `text:instant 9999-99-99T99:99:99.999Z` for any date of that form. */
export function describeText(text: string, key: string): string {
  const words = Object.hasOwn(wordsByKey, key) ? wordsByKey[key] : undefined;
  if (words?.includes(text)) return `text:=${text}`;
  if (instant.test(text)) return `text:instant ${text.replaceAll(/\d/g, '9')}`;
  return forms.find(([form]) => form.test(text))?.[1] ?? 'text';
}

/** Milliseconds since 1970 in this century are told as such: it is how dates may be written. */
export function describeNumber(value: number, key: string): string {
  // What a list makes of the limit it was asked for is a setting of Confluence, not of its people.
  if (key === 'limit' && Number.isInteger(value)) return `number:=${value}`;
  if (!Number.isInteger(value)) return 'number:fraction';
  return value > 946_684_800_000 && value < 4_102_444_800_000 ? 'number:epoch-ms' : 'number';
}
