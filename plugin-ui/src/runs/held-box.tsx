// A held plan: which guards refused and by which numbers, and the decision about exactly this plan.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument, RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { useApi, useMay } from '../console.ts';
import { ConfirmNumber } from '../plans/confirm-number.tsx';
import { sayRefusal } from '../plans/run-words.ts';
import { names } from '../queries.ts';
import { goTo, writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Instant } from '../ui/instant.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { readDaily, sayDaily } from './daily.ts';

type Held = NonNullable<RunDetailDocument['held']>;

export interface HeldBoxProps {
  readonly run: RunDocument;
  readonly held: Held;
  readonly plan: PlanDocument;
}

export function HeldBox({ run, held, plan }: HeldBoxProps) {
  const words = useWords();
  const [question, setQuestion] = useState<'approve' | 'reject' | null>(null);
  const { decision, openUntil, expired, outdated } = held;
  const may = useMay('operator');
  const open = decision === null && !expired && may;
  const intro = expired ? 'held.expired' : outdated ? 'held.outdated' : 'held.intro';
  return (
    <section class="um-card um-held" aria-labelledby="um-held">
      <h2 id="um-held">{words.say('held.title')}</h2>
      <ul>
        {plan.refusals.map((refusal) => (
          <li key={refusal.guard}>{sayRefusal(words, refusal)}</li>
        ))}
      </ul>
      {decision === null ? (
        <p>
          <Sentence says={intro} places={{ when: <Instant at={openUntil} /> }} />
        </p>
      ) : (
        <Decided decision={decision} waves={held.waves} />
      )}
      {open && (
        <div class="um-buttons">
          {!outdated && (
            <Button onPress={() => setQuestion('approve')}>
              {words.say('held.approve', { count: plan.summary.planned })}
            </Button>
          )}
          <Button kind="subtle" onPress={() => setQuestion('reject')}>
            {words.say('held.reject')}
          </Button>
        </div>
      )}
      {question === 'approve' && <Approve run={run} held={held} plan={plan} close={() => setQuestion(null)} />}
      {question === 'reject' && <Reject run={run} close={() => setQuestion(null)} />}
    </section>
  );
}

function Decided({
  decision,
  waves,
}: {
  readonly decision: NonNullable<Held['decision']>;
  readonly waves: Held['waves'];
}) {
  const words = useWords();
  const { decision: what, by, at, reason, nextRunId } = decision;
  return (
    <>
      <p>
        <Sentence
          says={what === 'approved' ? 'held.approved' : 'held.rejected'}
          values={{ name: by }}
          places={{ when: <Instant at={at} /> }}
        />{' '}
        {reason !== null && <bdi>{reason}</bdi>}
      </p>
      {waves !== null && <WavesNow waves={waves} />}
      {nextRunId !== null && (
        <p>
          <a href={writeRoute(['runs', `${nextRunId}`])}>{words.say('held.nextRun', { run: `${nextRunId}` })}</a>
        </p>
      )}
    </>
  );
}

/** How far they have come, or why they ended and how many that left out. */
function WavesNow({ waves: { users, left, nextAt, ended } }: { readonly waves: NonNullable<Held['waves']> }) {
  const words = useWords();
  if (ended !== null) {
    return (
      <p>
        {words.say('held.wavesDaily', { users })}{' '}
        <Sentence
          says={`held.wavesEnded.${ended.why}`}
          values={{ left }}
          places={{ when: <Instant at={ended.at} /> }}
        />
      </p>
    );
  }
  return (
    <p>
      {words.say('held.wavesDaily', { users })} {words.say('held.wavesLeft', { left })}{' '}
      {nextAt !== null && <Sentence says="held.nextWave" places={{ when: <Instant at={nextAt} /> }} />}
    </p>
  );
}

function Approve({ run, held, plan, close }: HeldBoxProps & { readonly close: () => void }) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const { planned } = plan.summary;
  const [daily, setDaily] = useState('');
  const promise = { planned, mostADay: held.mostADay };
  const users = readDaily(daily, promise);
  const waves = typeof users === 'number' ? { waves: { users } } : {};
  const approve = useMutation({
    mutationFn: () => api.send<RunDocument>('POST', `/runs/${run.id}/approve`, { digest: plan.digest, ...waves }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: names.runs });
      goTo(writeRoute(['runs', `${id}`]));
    },
  });
  return (
    <ConfirmNumber
      title={words.say('held.approveTitle')}
      confirm={words.say('held.approve', { count: planned }).replace(/ …$/, '')}
      count={planned}
      danger={run.mode === 'live'}
      busy={approve.isPending}
      disabled={users !== null && typeof users !== 'number'}
      close={close}
      onConfirm={() => approve.mutate()}
    >
      <p>{words.say(run.mode === 'live' ? 'held.approveBody' : 'held.approveTest')}</p>
      {run.mode === 'live' && planned > 1 && (
        <Field label={words.say('held.daily')} hint={sayDaily(words, users, promise)}>
          {({ id, hintId }) => (
            <input
              id={id}
              class="um-input um-short"
              inputMode="numeric"
              autocomplete="off"
              aria-describedby={hintId}
              value={daily}
              onInput={({ currentTarget }) => setDaily(currentTarget.value)}
            />
          )}
        </Field>
      )}
      {approve.error !== null && <FaultNotice fault={approve.error} />}
    </ConfirmNumber>
  );
}

function Reject({ run, close }: { readonly run: RunDocument; readonly close: () => void }) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const reject = useMutation({
    mutationFn: () => api.send('POST', `/runs/${run.id}/reject`, reason.trim() === '' ? {} : { reason: reason.trim() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: names.runs });
      close();
    },
  });
  return (
    <Confirm
      title={words.say('held.rejectTitle')}
      close={close}
      danger
      confirm={words.say('held.rejectConfirm')}
      busy={reject.isPending}
      onConfirm={() => reject.mutate()}
    >
      <p>{words.say('held.rejectBody')}</p>
      <Field label={words.say('held.reason')}>
        {({ id }) => (
          <input
            id={id}
            class="um-input"
            maxLength={1000}
            value={reason}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
          />
        )}
      </Field>
      {reject.error !== null && <FaultNotice fault={reject.error} />}
    </Confirm>
  );
}
