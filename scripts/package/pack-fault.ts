// An end of packing that a person can do something about: a sentence instead of a stack.

export class PackFault extends Error {
  override name = 'PackFault';
}
