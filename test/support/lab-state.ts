// Reads the lab's own word on its users, through its control address, to hold the product's numbers against.
export interface StateUser {
  readonly username: string;
  readonly userKey: string;
  readonly status: 'current' | 'deactivated';
  readonly email: string | null;
  readonly lastLoginAt: string | null;
  readonly groups: readonly string[];
}

/** All users of the lab by username. */
export async function readState(lab: { readonly controlUrl: string }): Promise<ReadonlyMap<string, StateUser>> {
  const answer = await fetch(`${lab.controlUrl}/state`);
  const { users } = (await answer.json()) as { users: StateUser[] };
  return new Map(users.map((user) => [user.username, { ...user, groups: [...user.groups].sort() }]));
}
