// Every user once, in five figures that add up, each leading to the users behind it.
import type { OverviewDocument } from '../../../sidecar/src/contract/overview.ts';
import { type Chip, writeChips } from '../criteria/chips.ts';
import { writeRoute } from '../routes.ts';
import { SharesBar } from '../ui/shares-bar.tsx';
import { useWords } from '../ui/words/words.ts';

const kinds = ['active', 'inactive', 'unknown', 'protected', 'disabled'] as const;

export function StandingCard({ overview }: { readonly overview: OverviewDocument }) {
  const words = useWords();
  const { users, standing, inactiveDays: days } = overview;
  const chips: Partial<Record<(typeof kinds)[number], readonly Chip[]>> = {
    inactive: [
      { kind: 'status', status: 'active' },
      { kind: 'idle', days },
    ],
    disabled: [{ kind: 'status', status: 'disabled' }],
  };
  const shares = kinds.map((key) => ({
    key,
    label: words.say(`overview.standing.${key}`),
    count: standing[key],
    look: key,
    href: chips[key] === undefined ? undefined : writeRoute(['users'], { q: writeChips(chips[key]) }),
  }));
  return (
    <section class="um-card um-standing" aria-labelledby="um-standing">
      <h2 id="um-standing">
        <a href={writeRoute(['users'])}>{words.say('overview.users', { count: users })}</a>
      </h2>
      <SharesBar shares={shares} />
      <details class="um-means">
        <summary>{words.say('overview.whatTheyMean')}</summary>
        <dl>
          {kinds.map((key) => (
            <div key={key}>
              <dt>{words.say(`overview.standing.${key}`)}</dt>
              <dd>{words.say(`overview.means.${key}`, { days })}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
