// The lab's control address as the panel asks it: answers as they come, mistakes as an error with the lab's own sentence.

interface Question {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/** What the lab says where it refuses; `status` is that of its answer, and 0 where there was none. */
export class LabRefusal extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** Throws a LabRefusal where the lab refuses or is silent. The shapes of answers are those of test/lab/README.md; one without a body is an empty object. */
export async function askLab<Answer>(controlUrl: string, { method = 'POST', path, body }: Question): Promise<Answer> {
  const answer = await fetch(`${controlUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new LabRefusal(String(error), 0);
  });
  const text = await answer.text();
  const json = (text === '' ? {} : JSON.parse(text)) as Answer & { readonly error?: string };
  if (!answer.ok) throw new LabRefusal(json.error ?? `the lab answered ${answer.status}`, answer.status);
  return json;
}

/** What the panel reads of the lab's truth. */
interface LabTruth {
  readonly users: readonly {
    readonly username: string;
    readonly accounts: readonly { readonly directory: string }[];
  }[];
  readonly directories: readonly { readonly name: string; readonly kind: string }[];
}

const readTruth = (controlUrl: string) => askLab<LabTruth>(controlUrl, { method: 'GET', path: '/state' });

/** Directories that have a source outside Confluence, in Confluence's order. */
export async function listSynchronised(controlUrl: string): Promise<string[]> {
  const { directories } = await readTruth(controlUrl);
  return directories.filter(({ kind }) => kind === 'crowd' || kind === 'connector').map(({ name }) => name);
}

/** Who has an account in the directory. */
export async function listNamesIn(controlUrl: string, directory: string): Promise<string[]> {
  const { users } = await readTruth(controlUrl);
  const isThere = ({ accounts }: LabTruth['users'][number]) => accounts.some((one) => one.directory === directory);
  return users.filter(isThere).map(({ username }) => username);
}
