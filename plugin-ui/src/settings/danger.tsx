// What must not be pressed by accident: the emergency stop, and confirming the Confluence that answers.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/compat';
import type { ProcessDocument } from '../../../sidecar/src/contract/process.ts';
import { useMay, useMayLetGo, useMayTakeOver } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Instant } from '../ui/instant.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { useProcessChange } from './change-process.ts';

interface DangerProps {
  readonly process: ProcessDocument;
}

export function Danger({ process }: DangerProps) {
  return (
    <>
      <EmergencyStop process={process} />
      <Binding process={process} />
    </>
  );
}

function EmergencyStop({ process: { emergencyStop } }: DangerProps) {
  const words = useWords();
  const [asked, setAsked] = useState(false);
  const by = emergencyStop?.by ?? null;
  const [mayStop, mayLift, mayTakeOver] = [useMay('operator'), useMayLetGo(by), useMayTakeOver(by)];
  const change = useProcessChange(() => setAsked(false));
  const stops = emergencyStop === null;
  return (
    <section class="um-card um-danger-zone" aria-labelledby="um-stop">
      <h2 id="um-stop">{words.say('danger.stop')}</h2>
      {emergencyStop === null ? (
        <p>{words.say('stop.body')}</p>
      ) : (
        <Notice kind="warning">
          <p>
            <Sentence
              says={mayLift && !mayTakeOver ? 'stop.on' : 'stop.onByAnother'}
              values={{ name: emergencyStop.by }}
              places={{ when: <Instant at={emergencyStop.at} /> }}
            />
          </p>
        </Notice>
      )}
      {(stops ? mayStop : mayLift) && (
        <Button kind={stops ? 'warning' : 'primary'} onPress={() => setAsked(true)}>
          {words.say(stops ? 'stop.button' : 'stop.lift')}
        </Button>
      )}{' '}
      {mayTakeOver && (
        <Button busy={change.isPending} onPress={() => change.mutate({ path: 'emergency-stop', body: { on: true } })}>
          {words.say('run.takeOver')}
        </Button>
      )}
      {change.error !== null && !asked && <FaultNotice fault={change.error} />}
      {asked && (
        <Confirm
          title={words.say(stops ? 'stop.title' : 'stop.liftTitle')}
          close={() => setAsked(false)}
          danger={stops}
          confirm={words.say(stops ? 'stop.confirm' : 'stop.lift')}
          busy={change.isPending}
          onConfirm={() => change.mutate({ path: 'emergency-stop', body: { on: stops } })}
        >
          <p>{words.say(stops ? 'stop.body' : 'stop.liftBody')}</p>
          {change.error !== null && <FaultNotice fault={change.error} />}
        </Confirm>
      )}
    </section>
  );
}

function Binding({ process: { host } }: DangerProps) {
  const words = useWords();
  const [asked, setAsked] = useState(false);
  const may = useMay('administrator');
  const change = useProcessChange(() => setAsked(false));
  const { state, binding, seen } = host;
  const open = state === 'changed' || state === 'unbound';
  return (
    <section class="um-card um-danger-zone" aria-labelledby="um-binding">
      <h2 id="um-binding">{words.say('danger.binding')}</h2>
      <p>{words.say(`danger.state.${state}`)}</p>
      <dl class="um-facts">
        {binding !== null && (
          <Fact term={words.say('danger.bound')}>
            <code>{binding.hostId}</code> <bdi>{binding.statedUrl}</bdi>{' '}
            <span class="um-quiet">
              <Sentence
                says={binding.confirmedBy === null ? 'danger.boundFirst' : 'danger.boundBy'}
                values={binding.confirmedBy === null ? {} : { name: binding.confirmedBy }}
                places={{ when: <Instant at={binding.boundAt} /> }}
              />
            </span>
          </Fact>
        )}
        {seen !== null && state === 'changed' && (
          <Fact term={words.say('danger.seen')}>
            <code>{seen.hostId}</code> <bdi>{seen.statedUrl}</bdi>
          </Fact>
        )}
      </dl>
      {may && open && seen !== null && (
        <Button kind="warning" onPress={() => setAsked(true)}>
          {words.say('danger.confirm')}
        </Button>
      )}
      {asked && seen !== null && (
        <Confirm
          title={words.say('danger.confirmTitle')}
          close={() => setAsked(false)}
          danger
          confirm={words.say('danger.confirmButton')}
          busy={change.isPending}
          onConfirm={() => change.mutate({ method: 'POST', path: 'host/confirm', body: { hostId: seen.hostId } })}
        >
          <p>{words.say('danger.confirmBody', { url: seen.statedUrl, id: seen.hostId })}</p>
          {change.error !== null && <FaultNotice fault={change.error} />}
        </Confirm>
      )}
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
