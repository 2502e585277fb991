// Finds what has the right shape and makes no sense: schedules that cannot be read, actions that fight, no addresses.

import type { ActionDocument } from '../../contract/policies/actions.ts';
import type { PolicyDocument, ScheduleDocument } from '../../contract/policies.ts';
import { type Action, changesOf, groupOfChange, transferOf } from '../../domain/action.ts';
import { isCalendarDay } from '../../domain/licence/tiers.ts';
import { provisioningPolicy } from '../../domain/newcomer.ts';
import { bulkPrefix } from '../../domain/policy.ts';
import { parseCron } from '../../domain/schedule/cron.ts';
import { isKnownZone } from '../../domain/schedule/zone.ts';
import { foldName } from '../../domain/user.ts';
import { checkStages } from './check-stages.ts';
import type { Fault, Path } from './fault.ts';
import { fillAction } from './fill-action.ts';
import { nearestNames } from './nearest.ts';

/** Checks each part whose shape is right; `isSound` tells which parts these are. */
export function checkMeaning(document: Partial<PolicyDocument>, isSound: (path: Path) => boolean): Fault[] {
  const { policy, schedule, on, actions, report, stages } = document;
  return [
    ...(policy === provisioningPolicy ? [wrong(['policy'], `"${policy}" is kept for runs that create users`)] : []),
    ...(policy !== undefined && isSound(['policy']) && policy.startsWith(bulkPrefix)
      ? [wrong(['policy'], `names that begin with "${bulkPrefix}" are kept for bulk actions`)]
      : []),
    ...(schedule !== undefined && isSound(['schedule']) ? checkSchedule(schedule) : []),
    ...(schedule !== undefined && on !== undefined
      ? [wrong(['on'], 'a policy has either a schedule or an event it waits for; make two policies of it')]
      : []),
    ...(actions !== undefined && isSound(['actions']) ? checkActions(actions, ['actions']) : []),
    ...checkStages(document, isSound),
    ...(stages !== undefined && isSound(['stages'])
      ? stages.flatMap((stage, at) => checkActions(stage.actions ?? [], ['stages', at, 'actions']))
      : []),
    ...(report?.to !== undefined && isSound(['report']) ? checkAddresses(report.to) : []),
  ];
}

function checkSchedule({ cron, every, zone }: ScheduleDocument): Fault[] {
  const faults: Fault[] = [];
  const read = parseCron(cron);
  if ('faults' in read) {
    for (const { field, message, allowed } of read.faults) {
      faults.push(wrong(['schedule', 'cron'], `${field} ${message}; allowed: ${allowed}`));
    }
  } else if (every !== undefined && !/^\s*\d+\s+\d+\s+\*\s+\*\s+\*\s*$/.test(cron)) {
    const message = 'with "every" the expression names one time of every day, such as 30 2 * * *';
    faults.push(wrong(['schedule', 'cron'], message));
  }
  if (every !== undefined && !isCalendarDay(every.from)) {
    faults.push(wrong(['schedule', 'every', 'from'], `there is no day ${every.from}`));
  }
  if (zone !== undefined && !isKnownZone(zone)) {
    const near = nearestNames(zone, ['UTC', ...Intl.supportedValuesOf('timeZone')], 3);
    faults.push(
      wrong(
        ['schedule', 'zone'],
        `"${zone}" is not a known time zone; allowed are IANA names such as ${near.join(', ')}`,
      ),
    );
  }
  return faults;
}

function checkActions(documents: readonly ActionDocument[], path: Path): Fault[] {
  const faults: Fault[] = [];
  const actions = documents.map(fillAction);
  for (const [index, action] of actions.entries()) {
    const earlier = actions.slice(0, index);
    const fight = refuseTransfer(action, actions.length) ?? refuseBeside(action, earlier, index === actions.length - 1);
    if (fight !== null) faults.push(wrong([...path, index], fight));
    const added = foldedGroups(earlier, 'add-to-group');
    const removed = foldedGroups(earlier, 'remove-from-group');
    for (const change of changesOf(action)) {
      const opposite = change.kind === 'add-to-group' ? removed : change.kind === 'remove-from-group' ? added : null;
      const group = groupOfChange(change);
      if (group === null || opposite?.has(foldName(group)) !== true) continue;
      faults.push(wrong([...path, index], `the group "${group}" is both added and removed; keep one of the two`));
    }
  }
  return faults;
}

/** A transfer takes an account away from under every other change, so it stands alone. */
function refuseTransfer(action: Action, actions: number): string | null {
  const transfer = transferOf(action);
  if (transfer === null) return null;
  const { from, to } = transfer.order;
  if (foldName(from) === foldName(to)) return 'source and target are the same directory; name two';
  return actions > 1 ? 'a move or copy must be the only action of its policy; make a second policy for the rest' : null;
}

function refuseDeletion(
  action: 'delete' | 'deleteOrDisable',
  earlier: readonly Action[],
  isLast: boolean,
): string | null {
  if (!isLast) return `"${action}" must be the last action: nothing can be done to a user who is gone`;
  const opposite = action === 'delete' ? 'deleteOrDisable' : 'enable';
  return earlier.includes(opposite) ? `"${opposite}" and "${action}" exclude each other; keep one of the two` : null;
}

/** What is wrong with an action beside the ones before it, or null. */
function refuseBeside(action: Action, earlier: readonly Action[], isLast: boolean): string | null {
  if (typeof action !== 'string') return null;
  if (earlier.includes(action)) return `"${action}" stands here twice`;
  if (action === 'delete' || action === 'deleteOrDisable') return refuseDeletion(action, earlier, isLast);
  if (action !== 'disable' && action !== 'enable') return null;
  const opposite = action === 'disable' ? 'enable' : 'disable';
  if (!earlier.includes(opposite)) return null;
  return `"${opposite}" and "${action}" exclude each other; keep one of the two`;
}

function foldedGroups(actions: readonly Action[], kind: 'add-to-group' | 'remove-from-group'): Set<string> {
  const changes = actions.flatMap(changesOf).filter((change) => change.kind === kind);
  return new Set(changes.map((change) => foldName(groupOfChange(change) ?? '')));
}

/** Plain addresses only; display names and lists in one entry would end up in headers. */
function checkAddresses(addresses: readonly string[]): Fault[] {
  const plain = /^[^\s@<>(),;:"\\[\]\p{Cc}]+@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u;
  return [...addresses.entries()]
    .filter(([, address]) => !plain.test(address) || address.includes('..'))
    .map(([index, address]) =>
      wrong(['report', 'to', index], `${JSON.stringify(address)} is not a mail address; allowed: name@domain`),
    );
}

function wrong(path: Path, message: string): Fault {
  return { path, part: 'value', message };
}
