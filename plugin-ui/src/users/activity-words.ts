// What is known of somebody's activity in words: an instant with its kind, never, or unknown with the reason.
import type { UserDocument } from '../../../sidecar/src/contract/users.ts';
import type { Words } from '../ui/words/words.ts';

type Activity = UserDocument['activity'];

export function sayActivity(words: Words, activity: Activity, nowMs: number): string {
  switch (activity.state) {
    case 'seen':
      return `${words.relative(activity.at, nowMs)} (${words.say(`activity.kind.${activity.kind}`)})`;
    case 'never':
      return words.say('activity.never');
    case 'unknown':
      if (activity.atLeast === undefined) return words.say(`activity.unknown.${activity.reason}`);
      return words.say('activity.atLeast', { when: words.relative(activity.atLeast.at, nowMs) });
  }
}

/** The exact instant behind it, or null. */
export function exactActivity(words: Words, activity: Activity): string | null {
  const at = activity.state === 'seen' ? activity.at : activity.state === 'unknown' ? activity.atLeast?.at : undefined;
  return at === undefined ? null : words.exact(at);
}
