// The lab as a child process: starts it and reads its one ready line.
import { type Child, startChild } from './child.ts';

/** What the ready line tells, as far as it is used here. */
export interface LabReady {
  readonly baseUrl: string;
  readonly controlUrl: string;
  /** Tokens are empty where this Confluence knows none. */
  readonly admin: { readonly username: string; readonly password: string; readonly token: string };
  readonly service: { readonly username: string; readonly password?: string; readonly token: string };
}

export interface LabProcess extends LabReady {
  readonly stop: Child['stop'];
}

/** Starts the lab with the given flags. Throws with its last words when it does not get ready. */
export async function startLabProcess(args: readonly string[]): Promise<LabProcess> {
  const lab = await startChild({
    program: 'test/lab/main.ts',
    args,
    isReady: (line) => line.ready === true,
    onLine: () => undefined,
  });
  const { ready } = lab;
  if (!isLabReady(ready)) {
    await lab.stop();
    throw new Error('the ready line of the lab is not as expected');
  }
  return { ...ready, stop: lab.stop };
}

function isLabReady(line: object): line is LabReady {
  return 'baseUrl' in line && 'controlUrl' in line && 'admin' in line && 'service' in line;
}
