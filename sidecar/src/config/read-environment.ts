// Reads every known variable from the environment or its secret file, and says in one sentence each what is wrong.
import { Value } from 'typebox/value';
import { findClosest } from './find-closest.ts';
import { findEncryptionFaults, warnOfOpenSignIn } from './mail-encryption.ts';
import { fileNameOf, personalNames, type VariableName, variableNames, variables } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentReading {
  /** Checked text by name, defaults filled in; a variable with a fault is left out. */
  readonly texts: Readonly<Partial<Record<VariableName, string>>>;
  /** Names that were set, faulty ones included. */
  readonly given: ReadonlySet<VariableName>;
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads the environment; an empty variable counts as not set. `readFile` throws where there is nothing to read. */
export function readEnvironment(env: Environment, readFile: (path: string) => string): EnvironmentReading {
  const texts: Partial<Record<VariableName, string>> = {};
  const given = new Set<VariableName>();
  const faults = unknownNames(env);
  for (const name of variableNames) {
    const found = readOne(name, env, readFile);
    if (found.kind !== 'absent') given.add(name);
    if (found.kind === 'fault') faults.push(found.sentence);
    const text = found.kind === 'text' ? found.text : variables[name].fallback;
    if (found.kind === 'fault' || text === null) continue;
    if (!Value.Check(variables[name].schema, text))
      faults.push(describeFault(name, text, found.kind === 'text' ? found.file : null));
    else texts[name] = text;
  }
  faults.push(...findEncryptionFaults(texts.UM_SMTP_URL));
  return { texts, given, faults, warnings: warnOfOpenSignIn(texts.UM_SMTP_URL) };
}

type Found =
  | { readonly kind: 'absent' }
  /** `file` is the secret file the text stands in; null for the variable itself. */
  | { readonly kind: 'text'; readonly text: string; readonly file: string | null }
  | { readonly kind: 'fault'; readonly sentence: string };

function readOne(name: VariableName, env: Environment, readFile: (path: string) => string): Found {
  const direct = env[name] ?? '';
  const fileName = fileNameOf(name);
  const file = fileName === null ? '' : (env[fileName] ?? '');
  if (file === '') return direct === '' ? { kind: 'absent' } : { kind: 'text', text: direct, file: null };
  const fault = (sentence: string): Found => ({ kind: 'fault', sentence });
  if (direct !== '') return fault(`${name} and ${fileName} are both set; allowed is one of them.`);
  try {
    const text = readFile(file).replace(/\r?\n$/, '');
    if (text === '')
      return fault(`${fileName} names ${quote(file)}, which is empty; allowed is a file that holds ${name}.`);
    return { kind: 'text', text, file };
  } catch {
    return fault(`${fileName} names ${quote(file)}, which cannot be read; allowed is a file that holds ${name}.`);
  }
}

function unknownNames(env: Environment): string[] {
  const known = variableNames.flatMap((name) => [name, fileNameOf(name) ?? []].flat());
  const unknown = Object.keys(env).filter(
    (name) => name.startsWith('UM_') && ![...known, ...personalNames].includes(name),
  );
  return unknown.sort().map((name) => {
    const withoutFile = name.replace(/_FILE$/, '');
    const closest = known.includes(withoutFile) ? withoutFile : findClosest(name, known);
    return `${name} is not a variable of this product; allowed is ${closest ?? 'a name in CONFIG.md'}.`;
  });
}

function describeFault(name: VariableName, text: string, file: string | null): string {
  const { allowed, secret } = variables[name];
  if (file !== null) {
    return `${fileNameOf(name)} names ${quote(file)}, which ${describeText(text)}; allowed is a file that holds ${allowed}.`;
  }
  const what = secret ? 'holds something that cannot be used' : `is ${quote(text)}`;
  return `${name} ${what}; allowed is ${allowed}.`;
}

/** What of a file can be told although what it holds is secret: how it begins and how many lines it has. */
function describeText(text: string): string {
  if (text.startsWith('\uFEFF')) return 'begins with a byte order mark; save it without one';
  return /[\r\n]/.test(text)
    ? 'has more than one line, or an empty one at its end'
    : 'holds something that cannot be used';
}

/** Text for a sentence: on one line, shortened, and without the credentials an address may carry. */
function quote(text: string): string {
  const plain = text.replace(/\/\/[^/?#]*@/g, '//[hidden]@');
  return JSON.stringify(plain.length > 80 ? `${plain.slice(0, 80)}…` : plain);
}
