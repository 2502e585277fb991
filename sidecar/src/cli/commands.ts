// Every command there is, in the order of the help.
import { doctor } from './doctor/command.ts';
import type { Command } from './frame/command.ts';
import { policyLint } from './policy-lint/command.ts';
import { sql } from './sql/command.ts';

export const commands: readonly Command[] = [doctor, policyLint, sql];
