// What the store throws on purpose: input it cannot read, and promises its callers broke.

/** Something a client sent (a cursor, for one) cannot be understood; nothing was read or written. */
export class StoreInputError extends Error {
  override readonly name = 'StoreInputError';
}

/** A caller asked for what the record's state forbids (a second outcome, a plan twice); nothing was written. */
export class StoreStateError extends Error {
  override readonly name = 'StoreStateError';
}

/** A name under which several people were seen was to stand for one of them. */
export class SeveralPeopleError extends Error {
  override readonly name = 'SeveralPeopleError';
  readonly userKeys: readonly string[];

  constructor(userKeys: readonly string[]) {
    super(`${userKeys.length} user keys were seen under this name.`);
    this.userKeys = userKeys;
  }
}

/** A run was to begin on people of another that are erased by now; nothing was written. */
export class PeopleErasedError extends Error {
  override readonly name = 'PeopleErasedError';
}
