// How the audit trail stands: how much there is, what was checked and signed, what to do where it is broken, and taking it along.
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import type { AuditTrailDocument } from '../../../sidecar/src/contract/audit.ts';
import { useApi } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { saveFile } from '../ui/save-file.ts';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';

export function AuditTrail() {
  const words = useWords();
  const api = useApi();
  const trail = useQuery({
    queryKey: ['audit', 'chain'],
    queryFn: ({ signal }) => api.get<AuditTrailDocument>('/audit/chain', signal),
  });
  const take = useMutation({
    mutationFn: async () => saveFile('audit.jsonl', await api.getFile('/audit/export')),
  });
  return (
    <section class="um-card" aria-labelledby="um-audit">
      <h2 id="um-audit">{words.say('audit.title')}</h2>
      <p>{words.say('audit.lead')}</p>
      <Loadable query={trail} lines={4}>
        {(standing) => (
          <>
            {standing.fault !== null && <Broken fault={standing.fault} checkpoint={standing.checkpoint} />}
            <Facts standing={standing} />
          </>
        )}
      </Loadable>
      <p class="um-hint">{words.say('audit.verify')}</p>
      <div class="um-buttons">
        <Button busy={take.isPending} onPress={() => take.mutate()}>
          {words.say('audit.save')}
        </Button>
      </div>
      {take.error !== null && <FaultNotice fault={take.error} />}
    </section>
  );
}

function Broken({ fault, checkpoint }: Pick<AuditTrailDocument, 'checkpoint'> & { readonly fault: Fault }) {
  const words = useWords();
  const entry = words.number(fault.entry);
  return (
    <Notice kind="error">
      <div>
        <p>
          <b>{words.say('audit.broken', { entry })}</b> {words.find(`audit.fault.${fault.code}`) ?? fault.message}
        </p>
        <ol>
          <li>{words.say('audit.do.keep')}</li>
          <li>
            {checkpoint === null
              ? words.say('audit.do.noCheckpoint')
              : words.say('audit.do.checkpoint', {
                  entry: words.number(checkpoint.entry),
                  when: words.exact(checkpoint.at),
                })}
          </li>
          <li>{words.say('audit.do.ask')}</li>
          <li>{words.say('audit.do.goesOn')}</li>
        </ol>
      </div>
    </Notice>
  );
}

type Fault = NonNullable<AuditTrailDocument['fault']>;

function Facts({ standing: { head, checked, checkpoint, removed, keptDays, feed, key, fault } }: FactsProps) {
  const words = useWords();
  return (
    <dl class="um-facts">
      <Fact name={words.say('audit.entries')}>{words.number(head.number - (removed?.entries ?? 0))}</Fact>
      <Fact name={words.say('audit.checked')}>
        {checked === null ? (
          words.say('audit.unchecked')
        ) : (
          <Sentence
            says={fault === null ? 'audit.soundThrough' : 'audit.brokenAfter'}
            values={{ entry: words.number(checked.through) }}
            places={{ when: <Instant at={checked.at} /> }}
          />
        )}
      </Fact>
      <Fact name={words.say('audit.checkpoint')}>
        {checkpoint === null ? (
          words.say(fault === null ? 'audit.noCheckpoint' : 'audit.neverSigned')
        ) : (
          <Sentence
            says="audit.signed"
            values={{ entry: words.number(checkpoint.entry) }}
            places={{ when: <Instant at={checkpoint.at} /> }}
          />
        )}
      </Fact>
      <Fact name={words.say('audit.kept')}>
        {keptDays === null ? words.say('audit.keptForGood') : words.say('audit.keptDays', { count: keptDays })}
        {removed !== null && ` ${words.say('audit.removed', { count: removed.entries })}`}
      </Fact>
      {feed !== null && (
        <Fact name={words.say('audit.feed')}>
          {feed.failing === null ? (
            words.say('audit.fedThrough', { entry: words.number(feed.through) })
          ) : (
            <Sentence says="audit.feedFails" places={{ when: <Instant at={feed.failing.since} /> }} />
          )}
        </Fact>
      )}
      <Fact name={words.say('audit.key')}>
        <code>{key.publicKey}</code>
      </Fact>
    </dl>
  );
}

interface FactsProps {
  readonly standing: AuditTrailDocument;
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
