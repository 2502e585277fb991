// Creating a user and the rules for names, e-mail and passwords that creating and editing share.
import { type Answer, answerJson, type Call, Refusal } from '../route.ts';
import { createUser, type Details } from '../user-changes.ts';

export type Fault = { key: string; text: string };

export function answerCreation(call: Call): Answer {
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
  const user = createUser(call.site.world, {
    username: userName,
    displayName: fullName,
    email,
    password: password ?? null,
  });
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

/** What may be changed about somebody: one of the two at least, and what is there must be right. */
export function readDetails(body: unknown): Details {
  const fullName = readProperty(body, 'fullName') ?? undefined;
  const email = readProperty(body, 'email') ?? undefined;
  const given = fullName !== undefined || email !== undefined;
  const faults = [
    ...(given ? [] : [fault('details.absent', 'A full name or an email should be given')]),
    ...(fullName === undefined ? [] : validateFullName(asText(fullName))),
    ...(email === undefined ? [] : validateEmail(asText(email))),
  ];
  if (faults.length > 0) throw refuseInvalid(faults);
  return { displayName: readText(body, 'fullName'), email: readText(body, 'email') };
}

/** Anything but text counts as blank. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function refuseInvalid(faults: readonly Fault[]): Refusal {
  return new Refusal(400, faults.map((one) => one.text).join('; '), { authorized: true, valid: false, errors: faults });
}

/** The property, if the body is an object that has it as text. */
export function readText(body: unknown, name: string): string | undefined {
  const value = readProperty(body, name);
  return typeof value === 'string' ? value : undefined;
}

export function validateUsername(userName: string): Fault[] {
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
