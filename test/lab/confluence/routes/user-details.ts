// Creating a user and the rules for names, e-mail and passwords that creating and editing share.
import { addAccount, addMembership } from '../../world/changes.ts';
import { findUser, groupsNamed, listLicensed } from '../../world/views.ts';
import { type Answer, answerJson, type Call, Refusal } from '../route.ts';

export type Fault = { key: string; text: string };

/** The group every new user lands in. */
const DEFAULT_GROUP = 'confluence-users';

export function createUser(call: Call): Answer {
  const { world } = call.site;
  const userName = readText(call.body, 'userName') ?? '';
  const fullName = readText(call.body, 'fullName') ?? '';
  const email = readText(call.body, 'email') ?? '';
  const password = readText(call.body, 'password');
  const notify = readFlag(call.body, 'notifyViaEmail');
  const faults = [
    ...validateUsername(userName),
    ...validateFullName(fullName),
    ...validateEmail(email),
    ...validatePassword(password, notify),
  ];
  if (faults.length > 0) throw refuseInvalid(faults);
  if (findUser(world, userName) !== undefined) throw new Refusal(409, `User with name ${userName} already exists`);
  if (listLicensed(world).index.items.length >= world.licenceSeats) {
    throw new Refusal(402, 'There are no more licenses available to create this user');
  }
  const directory = world.directories.find((candidate) => candidate.writable);
  if (directory === undefined) throw new Refusal(400, 'No directory allows users to be created');
  const userKey = `4028${world.seed.toString(16).padStart(8, '0').slice(-8)}ffff${world.nextNumber().toString(16).padStart(16, '0')}`;
  const user = addAccount(
    world,
    directory,
    {
      username: userName,
      displayName: fullName,
      email,
      createdEpochMs: world.clock.nowMs(),
      password: password ?? null,
    },
    userKey,
  );
  const group = groupsNamed(world, DEFAULT_GROUP).find((candidate) => candidate.directory === directory);
  const account = directory.accounts.get(user.lowerName);
  if (group !== undefined && account !== undefined) addMembership(world, user, account, group);
  return answerJson({ userKey: user.userKey }, 201);
}

export function validateFullName(fullName: string): Fault[] {
  if (fullName.trim() === '') return [fault('fullname.blank', 'The full name should not be null or blank')];
  if (/[<>]/.test(fullName)) return [fault('fullname.characters', 'The full name contains forbidden characters')];
  if (fullName.toLowerCase() === 'anonymous') return [fault('fullname.reserved', 'The full name is reserved')];
  return [];
}

export function validateEmail(email: string): Fault[] {
  if (email.trim() === '') return [fault('email.blank', 'The email should not be null or blank')];
  return /^[^\s@]+@[^\s@]+$/.test(email) ? [] : [fault('email.invalid', 'The email is not valid')];
}

export function refuseInvalid(faults: readonly Fault[]): Refusal {
  return new Refusal(400, faults.map((one) => one.text).join('; '), { authorized: true, valid: false, errors: faults });
}

/** The property, if the body is an object that has it as text. */
export function readText(body: unknown, name: string): string | undefined {
  const value = readProperty(body, name);
  return typeof value === 'string' ? value : undefined;
}

function validateUsername(userName: string): Fault[] {
  if (userName.trim() === '') return [fault('username.blank', 'The userName should not be null or blank')];
  const faults: Fault[] = [];
  if (/[\\,+<>'"]/.test(userName)) faults.push(fault('username.characters', 'The userName has forbidden characters'));
  if (/\s/.test(userName)) faults.push(fault('username.whitespace', 'The userName should not contain whitespace'));
  if (userName !== userName.toLowerCase()) faults.push(fault('username.case', 'The userName should be lower case'));
  if (userName.toLowerCase() === 'anonymous') faults.push(fault('username.reserved', 'The userName is reserved'));
  return faults;
}

function validatePassword(password: string | undefined, notify: boolean): Fault[] {
  if (notify && password !== undefined) {
    return [fault('password.notify', 'The password should not be specified when the user is notified')];
  }
  if (!notify && (password === undefined || password.trim() === '')) {
    return [fault('password.blank', 'The password should not be null or blank')];
  }
  return [];
}

function readFlag(body: unknown, name: string): boolean {
  return readProperty(body, name) === true;
}

function readProperty(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}

function fault(key: string, text: string): Fault {
  return { key, text };
}
