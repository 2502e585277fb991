// Whether this product only looks or also acts, and the emergency stop: always in sight, never pressed by accident.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { ProcessDocument } from '../../../sidecar/src/contract/process.ts';
import { useApi, useMay, useMayLetGo, useMayTakeOver } from '../console.ts';
import { names, usePolicies, useProcess } from '../queries.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';

type Question = 'go-live' | 'stop' | 'lift';

export function ProcessBar() {
  return (
    <Loadable query={useProcess()} lines={1}>
      {(process) => <Bar process={process} />}
    </Loadable>
  );
}

function Bar({ process }: { readonly process: ProcessDocument }) {
  const words = useWords();
  const [question, setQuestion] = useState<Question | null>(null);
  const change = useChange(() => setQuestion(null));
  const { mode, emergencyStop } = process;
  const [mayDecide, mayStop] = [useMay('administrator'), useMay('operator')];
  const by = emergencyStop?.by ?? null;
  const [mayLift, mayTakeOver] = [useMayLetGo(by), useMayTakeOver(by)];
  return (
    <section class="um-process" aria-label={words.say(mode === 'live' ? 'mode.live' : 'mode.observe')}>
      <div class="um-line">
        <Lozenge tone={mode === 'live' ? 'success' : 'current'}>
          {words.say(mode === 'live' ? 'mode.live' : 'mode.observe')}
        </Lozenge>
        <span>{words.say(mode === 'live' ? 'mode.liveMeans' : 'mode.observeMeans')}</span>
        {!mayDecide ? null : mode === 'observe' ? (
          <Button onPress={() => setQuestion('go-live')}>{words.say('mode.goLive')}</Button>
        ) : (
          <Button busy={change.isPending} onPress={() => change.mutate({ path: 'mode', body: { mode: 'observe' } })}>
            {words.say('mode.goObserve')}
          </Button>
        )}
        {emergencyStop === null && mayStop && (
          <div class="um-acts">
            <Button kind="warning" onPress={() => setQuestion('stop')}>
              {words.say('stop.button')}
            </Button>
          </div>
        )}
      </div>
      {emergencyStop !== null && (
        <Notice kind="warning">
          <p>
            <Sentence
              says={mayLift && !mayTakeOver ? 'stop.on' : 'stop.onByAnother'}
              values={{ name: emergencyStop.by }}
              places={{ when: <Instant at={emergencyStop.at} /> }}
            />
          </p>
          {mayLift && <Button onPress={() => setQuestion('lift')}>{words.say('stop.lift')}</Button>}
          {mayTakeOver && (
            <Button
              busy={change.isPending}
              onPress={() => change.mutate({ path: 'emergency-stop', body: { on: true } })}
            >
              {words.say('run.takeOver')}
            </Button>
          )}
        </Notice>
      )}
      {change.error !== null && question === null && <FaultNotice fault={change.error} />}
      {question !== null && <Ask question={question} change={change} close={() => setQuestion(null)} />}
    </section>
  );
}

interface Wish {
  readonly path: 'mode' | 'emergency-stop';
  readonly body: object;
}

function useChange(done: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: Wish) => api.send<ProcessDocument>('PUT', `/process/${path}`, body),
    onSuccess: (process) => {
      queries.setQueryData(names.process, process);
      void queries.invalidateQueries({ queryKey: names.runs });
      done();
    },
  });
}

interface AskProps {
  readonly question: Question;
  readonly change: ReturnType<typeof useChange>;
  readonly close: () => void;
}

function Ask({ question, change, close }: AskProps) {
  const words = useWords();
  const policies = usePolicies();
  const live = policies.data?.items.filter((policy) => policy.mode === 'live').length ?? 0;
  const fault = change.error === null ? null : <FaultNotice fault={change.error} />;
  if (question === 'go-live') {
    return (
      <Confirm
        title={words.say('mode.liveTitle')}
        close={close}
        confirm={words.say('mode.liveConfirm')}
        busy={change.isPending}
        onConfirm={() => change.mutate({ path: 'mode', body: { mode: 'live' } })}
      >
        <p>{live === 0 ? words.say('mode.liveNone') : words.say('mode.liveBody', { count: live })}</p>
        <p>{words.say('mode.liveTakeBack')}</p>
        {fault}
      </Confirm>
    );
  }
  const stops = question === 'stop';
  return (
    <Confirm
      title={words.say(stops ? 'stop.title' : 'stop.liftTitle')}
      close={close}
      danger={stops}
      confirm={words.say(stops ? 'stop.confirm' : 'stop.lift')}
      busy={change.isPending}
      onConfirm={() => change.mutate({ path: 'emergency-stop', body: { on: stops } })}
    >
      <p>{words.say(stops ? 'stop.body' : 'stop.liftBody')}</p>
      {fault}
    </Confirm>
  );
}
