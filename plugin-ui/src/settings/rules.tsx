// The rules under which this product acts: approval, how much in a week and in a minute, how long it remembers, nested groups.
import type { ProcessDocument } from '../../../sidecar/src/contract/process.ts';
import { Instant } from '../ui/instant.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { NumberField, Rule } from './rule.tsx';

interface RulesProps {
  readonly process: ProcessDocument;
}

export function Rules({ process }: RulesProps) {
  const words = useWords();
  return (
    <section class="um-card" aria-labelledby="um-rules">
      <h2 id="um-rules">{words.say('rules.title')}</h2>
      <Approval process={process} />
      <WeeklyLimit process={process} />
      <Pace process={process} />
      <Newcomers process={process} />
      <Retention process={process} />
      <NestedGroups process={process} />
    </section>
  );
}

function Approval({ process: { approval } }: RulesProps) {
  const words = useWords();
  const says = words.say(approval.twoPersons ? 'rules.approvalTwo' : 'rules.approvalOne', { count: approval.days });
  return (
    <Rule
      title="rules.approval"
      says={says}
      hint="rules.approvalHint"
      read={(form) => ({
        path: 'approval',
        body: { twoPersons: form.checked('twoPersons'), days: form.number('days') },
      })}
    >
      <label class="um-check">
        <input type="checkbox" name="twoPersons" defaultChecked={approval.twoPersons} />
        {words.say('rules.twoPersons')}
      </label>
      <NumberField name="days" label="rules.approvalDays" value={approval.days} min={1} max={90} />
    </Rule>
  );
}

function WeeklyLimit({ process: { rollingPercent } }: RulesProps) {
  const words = useWords();
  return (
    <Rule
      title="rules.weekly"
      says={words.say('rules.weeklySays', { share: words.percent(rollingPercent / 100) })}
      hint="rules.weeklyHint"
      read={(form) => ({ path: 'rolling-limit', body: { percent: form.number('percent') } })}
    >
      <NumberField name="percent" label="rules.weeklyPercent" value={rollingPercent} min={0} max={100} step="any" />
    </Rule>
  );
}

function Pace({ process: { maxPerMinute } }: RulesProps) {
  const words = useWords();
  const says =
    maxPerMinute === null ? words.say('rules.paceFree') : words.say('rules.paceSays', { count: maxPerMinute });
  return (
    <Rule
      title="rules.pace"
      says={says}
      hint="rules.paceHint"
      read={(form) => ({ path: 'pace', body: { users: form.number('users') } })}
    >
      <NumberField name="users" label="rules.paceUsers" value={maxPerMinute} min={1} max={10_000} required={false} />
    </Rule>
  );
}

function Newcomers({ process: { maxNewcomers } }: RulesProps) {
  const words = useWords();
  return (
    <Rule
      title="rules.newcomers"
      says={words.say('rules.newcomersSays', { count: maxNewcomers })}
      hint="rules.newcomersHint"
      read={(form) => ({ path: 'newcomers', body: { users: form.number('users') } })}
    >
      <NumberField name="users" label="rules.newcomersUsers" value={maxNewcomers} min={1} max={1000} />
    </Rule>
  );
}

function Retention({ process: { retention } }: RulesProps) {
  const words = useWords();
  const { beforeImageDays, snapshotDays, lastCleanUp } = retention;
  return (
    <Rule
      title="rules.retention"
      says={
        <>
          {words.say('rules.retentionSays', { people: beforeImageDays, snapshots: snapshotDays })}{' '}
          {lastCleanUp === null ? (
            words.say('rules.cleanUpNone')
          ) : lastCleanUp.endedAt === null ? (
            <Sentence says="rules.cleanUpOpen" places={{ when: <Instant at={lastCleanUp.beganAt} /> }} />
          ) : (
            <Sentence
              says="rules.cleanUp"
              values={{ people: lastCleanUp.people, unknown: lastCleanUp.unknown, mails: lastCleanUp.mails }}
              places={{ when: <Instant at={lastCleanUp.endedAt} /> }}
            />
          )}
        </>
      }
      hint="rules.retentionHint"
      read={(form) => ({
        path: 'retention',
        body: { beforeImageDays: form.number('people'), snapshotDays: form.number('snapshots') },
      })}
    >
      <NumberField name="people" label="rules.peopleDays" value={beforeImageDays} min={30} max={3650} />
      <NumberField name="snapshots" label="rules.snapshotDays" value={snapshotDays} min={1} max={3650} />
    </Rule>
  );
}

function NestedGroups({ process: { nestedGroups } }: RulesProps) {
  const words = useWords();
  const declared = nestedGroups === 'declared-none';
  return (
    <Rule
      title="rules.nested"
      says={words.say(declared ? 'rules.nestedNone' : 'rules.nestedRead')}
      hint="rules.nestedHint"
      read={(form) => ({
        path: 'nested-groups',
        body: { value: form.checked('none') ? 'declared-none' : 'read' },
      })}
    >
      <label class="um-check">
        <input type="checkbox" name="none" defaultChecked={declared} />
        {words.say('rules.nestedDeclare')}
      </label>
    </Rule>
  );
}
