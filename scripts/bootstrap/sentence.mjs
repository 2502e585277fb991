// An end that a person can do something about: one sentence on stderr instead of a stack.

export class Sentence extends Error {
  name = 'Sentence';
}
