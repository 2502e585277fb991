// Text that stands in subjects of mails and in lists.

/** Not blank and without control characters. */
export const oneLine = '^(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$';
