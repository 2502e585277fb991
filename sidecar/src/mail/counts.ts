// Numbers as people read them in mails.

const numbers = new Intl.NumberFormat('en-GB');

/** A whole number with separators. */
export function count(value: number): string {
  return numbers.format(value);
}

/** `1 user`, `2 users`. */
export function countUsers(value: number): string {
  return `${count(value)} ${value === 1 ? 'user' : 'users'}`;
}
