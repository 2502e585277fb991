// Reads UM_DIRECTORIES_FILE, YAML or JSON: one Crowd application for each directory, passwords apart, every fault with its place.
import path from 'node:path';
import Type, { type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { findClosest } from './find-closest.ts';
import { openSettingsText, type SettingsPath, type SettingsText } from './settings-text.ts';
import { CredentialText, FilePath, trimSlashes, WebAddress } from './text-forms.ts';

/** One directory and the Crowd application that answers for it alone. */
export interface DirectorySettings {
  /** As Confluence calls the directory; unique in the file without regard to case. */
  readonly name: string;
  /** Crowd's address with its context path, without a trailing slash. */
  readonly url: string;
  readonly application: string;
  /** Crowd's own number of the directory, the first part of its accounts' keys; null only reads. */
  readonly directoryId: string | null;
  readonly writable: boolean;
}

export interface DirectoriesReading {
  readonly directories: readonly DirectorySettings[];
  /** The application's password by the name of the directory. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Sentences that name the place; none shows a secret. */
  readonly faults: readonly string[];
}

interface Field {
  readonly schema: TSchema;
  /** Ends the sentence "allowed is …". */
  readonly allowed: string;
  readonly required?: boolean;
}

const line = '^[^\\x00-\\x1f\\x7f]+$';

const fields: Readonly<Record<string, Field>> = {
  name: {
    schema: Type.String({ maxLength: 255, pattern: line }),
    allowed: 'the name of the directory as Confluence shows it, on one line',
    required: true,
  },
  url: {
    schema: WebAddress,
    allowed:
      'the http:// or https:// address of Crowd with its context path, without username, password, query or fragment',
    required: true,
  },
  application: {
    schema: Type.String({ maxLength: 255, pattern: '^[^:\\x00-\\x1f\\x7f]+$' }),
    allowed: 'the name of a Crowd application that is mapped to this directory alone, without a colon',
    required: true,
  },
  password: { schema: CredentialText, allowed: 'text of at most 1024 characters on one line, in quotes' },
  passwordFile: { schema: FilePath, allowed: 'a file that holds the password' },
  directoryId: {
    schema: Type.Union([
      Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
      Type.String({ pattern: '^[1-9][0-9]{0,18}$' }),
    ]),
    allowed: 'the number of the directory in Crowd, the part before the colon in the key of its accounts',
  },
  writable: { schema: Type.Boolean(), allowed: 'true or false' },
};

const nothing: Omit<DirectoriesReading, 'faults'> = { directories: [], passwords: {} };
const layout = 'the key directories with a list of directories';

/** Reads the file. `readFile` throws where there is nothing to read; a `passwordFile` is looked for beside the file. */
export function readDirectoriesFile(file: string, readFile: (path: string) => string): DirectoriesReading {
  const names = `UM_DIRECTORIES_FILE names ${JSON.stringify(file)}`;
  const open = (name: string): string | null => {
    try {
      return readFile(name);
    } catch {
      return null;
    }
  };
  const text = open(file);
  if (text === null) return { ...nothing, faults: [`${names}, which cannot be read; allowed is a YAML or JSON file.`] };
  const settings = openSettingsText(text);
  const faults = checkLayout(settings);
  const passwords = faults.length > 0 ? [] : readPasswords(settings, (name) => open(beside(file, name)));
  faults.push(...passwords.flatMap(({ fault }) => fault ?? []));
  if (faults.length > 0) return { ...nothing, faults: faults.map((fault) => `${names}: ${fault}.`) };
  const directories = entriesOf(settings).map(toSettings);
  return {
    directories,
    passwords: Object.fromEntries(directories.map(({ name }, index) => [name, passwords[index]?.password ?? ''])),
    faults: [],
  };
}

function beside(file: string, name: string): string {
  return path.isAbsolute(name) ? name : path.join(path.dirname(file), name);
}

type Entry = Readonly<Record<string, unknown>>;

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesOf({ value }: SettingsText): readonly Entry[] {
  const list = isEntry(value) ? value.directories : null;
  return Array.isArray(list) ? list : [];
}

/** Every fault of the text as `line 1, column 2, directories[0].url …; allowed is …`. */
function checkLayout(settings: SettingsText): string[] {
  if (settings.faults.length > 0) return [...settings.faults];
  const { value, locate } = settings;
  const list = isEntry(value) ? value.directories : undefined;
  if (!isEntry(value) || !Array.isArray(list) || list.length === 0) {
    return [
      `${locate([], 'value')} ${list === undefined ? 'has no directories' : 'directories has no entry'}; allowed is ${layout}`,
    ];
  }
  const strangers = Object.keys(value).filter((key) => key !== 'directories');
  const faults = strangers.map((key) => `${locate([key], 'key')} is unknown; allowed is ${layout}`);
  for (const [index, entry] of list.entries()) faults.push(...checkEntry(entry, ['directories', index], settings));
  return faults.length > 0 ? faults : checkDoubles(settings);
}

function checkEntry(entry: unknown, place: SettingsPath, { locate }: SettingsText): string[] {
  const known = Object.keys(fields);
  if (!isEntry(entry))
    return [`${locate(place, 'value')} is no directory; allowed is an entry with ${known.join(', ')}`];
  const faults: string[] = [];
  for (const key of Object.keys(entry)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const at = [...place, key];
    if (field === undefined) {
      faults.push(`${locate(at, 'key')} is unknown; allowed is ${findClosest(key, known) ?? known.join(', ')}`);
    } else if (!Value.Check(field.schema, entry[key])) {
      faults.push(`${locate(at, 'value')} holds something that cannot be used; allowed is ${field.allowed}`);
    }
  }
  for (const [key, { required, allowed }] of Object.entries(fields)) {
    if (required && !Object.hasOwn(entry, key))
      faults.push(`${locate(place, 'value')} has no ${key}; allowed is ${allowed}`);
  }
  if (Object.hasOwn(entry, 'password') === Object.hasOwn(entry, 'passwordFile')) {
    const found = Object.hasOwn(entry, 'password') ? 'both password and passwordFile' : 'no password';
    faults.push(`${locate(place, 'value')} has ${found}; allowed is either password or passwordFile`);
  }
  return faults;
}

/** Two names for one directory, or one application for two, would make a move between them delete what it created. */
function checkDoubles(settings: SettingsText): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  const note = (index: number, key: string, text: string, allowed: string) => {
    if (seen.has(text))
      faults.push(`${settings.locate(['directories', index, key], 'value')} stands twice; allowed is ${allowed}`);
    seen.add(text);
  };
  for (const [index, entry] of entriesOf(settings).entries()) {
    const { name, url, application, directoryId } = toSettings(entry);
    note(index, 'name', JSON.stringify(['name', name.toLowerCase()]), 'each directory once');
    note(
      index,
      'application',
      JSON.stringify(['application', url, application.toLowerCase()]),
      'one application for each directory',
    );
    if (directoryId !== null)
      note(index, 'directoryId', JSON.stringify(['id', url, directoryId]), 'each directory once');
  }
  return faults;
}

function readPasswords(settings: SettingsText, read: (name: string) => string | null) {
  return entriesOf(settings).map((entry, index): { password?: string; fault?: string } => {
    if (typeof entry.password === 'string') return { password: entry.password };
    const text = read(String(entry.passwordFile))?.replace(/\r?\n$/, '') ?? null;
    if (text !== null && Value.Check(CredentialText, text)) return { password: text };
    const at = settings.locate(['directories', index, 'passwordFile'], 'value');
    const what = text === null ? 'cannot be read' : 'holds something that cannot be used';
    return { fault: `${at} ${what}; allowed is a file that holds the password on one line` };
  });
}

/** For an entry that was checked. */
function toSettings({ name, url, application, directoryId, writable }: Entry): DirectorySettings {
  return {
    name: String(name),
    url: trimSlashes(String(url)),
    application: String(application),
    directoryId: directoryId === undefined ? null : String(directoryId),
    writable: writable === true,
  };
}
