// Turns the findings of all release lines into the table of sidecar/POLICIES.md, with a note for everything that is missing.
import { type ProbedCapability, restAbsences } from '../../sidecar/src/adapters/confluence/capabilities.ts';
import type { Capability } from '../../sidecar/src/adapters/ports.ts';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import type { TierFindings } from './ask-tiers.ts';

const words: Readonly<Record<Capability, string>> = {
  'users.list': 'list of all users',
  'users.activity': 'last login of licensed users',
  'users.email': 'e-mail of licensed users',
  'groups.list': 'list of groups, their direct members',
  'groups.nested': 'groups inside groups',
  'groups.by-query': 'members of groups with `/` in the name',
  'users.disable': 'disable users',
  'users.enable': 'enable users',
  'users.delete': 'delete users',
  'users.create': 'create users',
  'memberships.write': 'add to and remove from groups',
  'changes.any-name': 'change users and groups with `/` in the name',
  'passwords.set': 'reset passwords of others',
};

const administratorsUntold =
  'Only members of `confluence-administrators` and of the configured administrator groups are recognised.';

interface Cell {
  readonly mark: '✓' | 'R' | '–';
  readonly notes: readonly string[];
}

interface Row {
  readonly name: string;
  readonly cells: readonly Cell[];
}

/** The table with its legend and notes, as Markdown. */
export function renderTable(tiers: readonly TierFindings[]): string {
  const rows = listRows(tiers);
  const notes = [...new Set(rows.flatMap((row) => row.cells.flatMap((cell) => cell.notes)))];
  const renderCell = ({ mark, notes: own }: Cell) =>
    [mark, ...own.map((note) => notes.indexOf(note) + 1).map((number) => `<sup>${number}</sup>`)].join(' ');
  return [
    `| | ${tiers.map((tier) => tier.line).join(' | ')} |`,
    `|---|${tiers.map(() => '---|').join('')}`,
    ...rows.map(({ name, cells }) => `| ${name} | ${cells.map(renderCell).join(' | ')} |`),
    '',
    '✓ by REST · R by the old Remote API (JSON-RPC) · – not at all. What would help, and what is done instead:',
    '',
    ...notes.map((note, index) => `${index + 1}. ${note}`),
  ].join('\n');
}

function listRows(tiers: readonly TierFindings[]): Row[] {
  const present: Cell = { mark: '✓', notes: [] };
  const absent = (note: string): Cell => ({ mark: '–', notes: [note] });
  return [
    {
      name: 'sign in with a personal access token',
      cells: tiers.map(({ tokenRefusal }) => (tokenRefusal === null ? present : absent(sentenceOf(tokenRefusal)))),
    },
    ...(Object.keys(restAbsences) as ProbedCapability[]).map((capability) => ({
      name: words[capability],
      cells: tiers.map((tier) => cellOf(tier, capability)),
    })),
    {
      name: words['changes.any-name'],
      cells: tiers.map((tier) => {
        const asked = tier.atBest.some(({ capability }) => capability === 'changes.any-name');
        return cellOf(tier, asked ? 'changes.any-name' : 'users.disable');
      }),
    },
    {
      name: 'who administers, by any grant',
      cells: tiers.map(({ tellsAdministrators }) => (tellsAdministrators ? present : absent(administratorsUntold))),
    },
  ];
}

/** How the ability is had at best; the notes of an R say what can stand in its way. */
function cellOf({ atBest, hampered }: TierFindings, capability: Capability): Cell {
  const find = (states: TierFindings['atBest']) => states.find((state) => state.capability === capability);
  const best = find(atBest);
  if (best?.way === 'rest') return { mark: '✓', notes: [] };
  if (best?.way !== 'json-rpc') return { mark: '–', notes: [sentenceOf(best?.absence ?? 'host_capability_absent')] };
  const absences = hampered.flatMap((showing) => find(showing)?.absence ?? []);
  return { mark: 'R', notes: [...new Set(absences)].map(sentenceOf) };
}
