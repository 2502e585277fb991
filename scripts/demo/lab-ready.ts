// The lab as a child process: starts it and reads its one ready line.
import { type Child, startChild } from './child.ts';

/** What the ready line tells, as far as it is used here, and the account that the control address names. */
export interface LabReady extends ReadyLine {
  readonly service: { readonly username: string; readonly password?: string; readonly token: string };
}

/** A Crowd application that sees one directory alone. */
interface CrowdApplication {
  readonly directory: string;
  readonly name: string;
  readonly password: string;
  readonly writable: boolean;
}

interface ReadyLine {
  readonly baseUrl: string;
  readonly crowdUrl: string;
  readonly controlUrl: string;
  /** Tokens are empty where this Confluence knows none. */
  readonly admin: { readonly username: string; readonly password: string; readonly token: string };
  readonly applications: readonly CrowdApplication[];
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
  try {
    const answer = await fetch(`${ready.controlUrl}/service`);
    return { ...ready, service: (await answer.json()) as LabReady['service'], stop: lab.stop };
  } catch (error) {
    await lab.stop();
    throw error;
  }
}

function isLabReady(line: object): line is ReadyLine {
  return ['baseUrl', 'crowdUrl', 'controlUrl', 'admin', 'applications'].every((key) => key in line);
}
