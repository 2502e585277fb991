// The flags of `npm start`.
import { parseArgs } from 'node:util';

export interface DemoFlags {
  readonly once: boolean;
  readonly confluence: string;
  readonly users: string;
  readonly seed: string;
}

export const demoUsage = `npm start -- [flags]   starts a stand-in Confluence, a mail catcher and the sidecar, and rehearses the sample policies

  --once              do the main job once on free ports without asking, print the figures as JSON, and end
  --confluence 10.2   the version of the stand-in Confluence
  --users 5000        how many users it has
  --seed 1            another number makes other people
  --help              this text
`;

/** The flags, or one sentence about what is wrong with them. */
export function readDemoFlags(args: readonly string[]): DemoFlags | 'help' | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean', default: false },
        confluence: { type: 'string', default: '10.2' },
        users: { type: 'string', default: '5000' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    });
    return values.help ? 'help' : values;
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
