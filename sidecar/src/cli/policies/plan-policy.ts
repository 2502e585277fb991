// Simulates one policy over the sidecar's API and reads everybody who would be changed, page after page.
import type { DraftDocument } from '../../contract/policy-texts.ts';
import type { SimulatedEntryPage, SimulationDocument } from '../../contract/simulations.ts';
import { printFault } from '../../services/policy-files/fault.ts';
import { type Api, signIn } from '../api/sign-in.ts';
import { type Call, CommandFault } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { onOneLine } from '../frame/on-one-line.ts';
import { printJson } from '../frame/print-json.ts';
import { describeEntry, describeFigures } from '../runs/describe-people.ts';
import { readFiles, type TextFile } from './read-files.ts';

type Users = SimulatedEntryPage['items'];

export async function planPolicy(call: Call): Promise<ExitCode> {
  const [word = ''] = call.words;
  const files = isFile(word) ? await readFiles([word]) : [];
  const api = await signIn(call);
  const [file] = files;
  const wanted = file === undefined ? { policy: word } : { definition: await readDefinition(api, file) };
  const simulation = await api.post<SimulationDocument>('/simulations', wanted);
  const users = await readUsers(api, simulation.id);
  call.out(call.json ? printJson({ simulation, users }) : describe(simulation, users));
  return exitCodes.well;
}

/** Ids have neither dots nor slashes. */
function isFile(word: string): boolean {
  return /\.ya?ml$|[/\\]/i.test(word);
}

/** Throws `CommandFault` with every fault of the file, groups that do not exist included. */
async function readDefinition(api: Api, { name, text }: TextFile): Promise<DraftDocument['definition']> {
  const { definition, faults } = await api.post<DraftDocument>('/policy-drafts', { text });
  if (faults.length === 0) return definition;
  const sentence = faults.map((fault) => onOneLine(printFault({ file: name, ...fault }))).join('\n');
  throw new CommandFault(exitCodes.declined, sentence);
}

/** Those for whom anything is planned. */
async function readUsers(api: Api, id: number): Promise<Users> {
  const users: Users[number][] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: SimulatedEntryPage = await api.get(`/simulations/${id}/entries?fate=planned&limit=500&after=${after}`);
    users.push(...page.items);
    after = page.nextAfter;
  }
  return users;
}

function describe(simulation: SimulationDocument, users: Users): string {
  const { id, policyId, policyVersion, snapshotId, summary, refusals, missing, unknownByReason } = simulation;
  const version = policyVersion === null ? 'as in the file' : `version ${policyVersion}`;
  return [
    `simulation ${id} of ${policyId}, ${version}, by reading ${snapshotId}; nothing was changed`,
    describeFigures(summary),
    ...Object.entries(unknownByReason).map(([reason, count]) => `not known: ${count} (${reason})`),
    ...refusals.map(({ words }) => `a run would be held: ${onOneLine(words)}`),
    ...missing.map(({ message }) => `missing here: ${message}`),
    '',
    ...users.flatMap(describeEntry),
    '',
  ].join('\n');
}
