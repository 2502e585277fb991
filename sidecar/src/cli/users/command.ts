// `users`: searches the users of the newest reading, as the sidecar's API shows them.
import type { UserDocument } from '../../contract/users.ts';
import { urlFlag } from '../api/find-address.ts';
import { signIn } from '../api/sign-in.ts';
import type { Command } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';
import { onOneLine } from '../frame/on-one-line.ts';
import { printJson } from '../frame/print-json.ts';

interface Page {
  readonly items: readonly UserDocument[];
  readonly total: number;
}

export const users: Command = {
  name: 'users',
  takes: '[TEXT]',
  words: { least: 0, most: 1, what: 'a part of a name or address' },
  about: 'searches users by a part of username, display name or e-mail address',
  details: [
    'It asks the sidecar with your own Confluence token, and shows the first hundred of those that were found.',
    '',
    '  user-management users mara',
  ],
  flags: [urlFlag],
  run: async (call) => {
    const search = encodeURIComponent(call.words[0] ?? '');
    const page = await (await signIn(call)).get<Page>(`/users?limit=100&search=${search}`);
    call.out(call.json ? printJson(page) : describePage(page));
    return exitCodes.well;
  },
};

function describePage({ items, total }: Page): string {
  const rest = total > items.length ? [`and ${total - items.length} more`] : [];
  return `${[...items.map(describeUser), ...rest, ...(total === 0 ? ['Nobody was found.'] : [])].join('\n')}\n`;
}

function describeUser({ username, displayName, email, status, activity }: UserDocument): string {
  const seen = activity.state === 'seen' ? `last seen ${activity.at.slice(0, 10)}` : sayUnseen(activity);
  return onOneLine(`${username} (${displayName}), ${email ?? 'no address'}, ${status}, ${seen}`);
}

function sayUnseen(activity: Exclude<UserDocument['activity'], { state: 'seen' }>): string {
  return activity.state === 'never' ? 'never seen' : `activity not known: ${activity.reason}`;
}
