// Abilities in words, to stand after "can" and "cannot". What would bring an absent one stands in `errors.ts`.
import type { Capability } from '../../adapters/ports.ts';

const words: Readonly<Record<Capability, string>> = {
  'users.list': 'list all users',
  'users.activity': 'tell when licensed users last signed in',
  'users.email': 'tell the e-mail address of licensed users',
  'groups.list': 'list all groups',
  'groups.nested': 'read groups inside groups',
  'groups.by-query': 'read groups whose names have a slash',
  'users.disable': 'disable users',
  'users.enable': 'enable users',
  'users.delete': 'delete users',
  'users.create': 'create users',
  'memberships.write': 'add users to groups and take them out',
  'changes.any-name': 'change users and groups whose names have a slash',
  'passwords.set': 'give users another password',
};

/** For example `list all users`. */
export function describeAbility(capability: Capability): string {
  return words[capability];
}
