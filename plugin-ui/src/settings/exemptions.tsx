// Exemptions: whom no policy may touch, who answers for it, why and until when; adding one, and ending one early.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { ExemptionDocument } from '../../../sidecar/src/contract/exemptions.ts';
import { writeQuery } from '../api.ts';
import { useApi, useMay } from '../console.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { ExemptionForm } from './exemption-form.tsx';

interface ExemptionPage {
  readonly items: readonly ExemptionDocument[];
  readonly nextBefore: number | null;
}

const exemptions = ['exemptions'];

export function Exemptions() {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [adds, setAdds] = useState(false);
  const may = useMay('operator');
  const found = useInfiniteQuery({
    queryKey: exemptions,
    initialPageParam: null as number | null,
    queryFn: ({ pageParam: before, signal }) =>
      api.get<ExemptionPage>(`/exemptions${writeQuery({ before, limit: 50 })}`, signal),
    getNextPageParam: (page) => page.nextBefore,
  });
  return (
    <section class="um-card" aria-labelledby="um-exemptions">
      <h2 id="um-exemptions">{words.say('exemptions.title')}</h2>
      <p>{words.say('exemptions.lead')}</p>
      {may && !adds && <Button onPress={() => setAdds(true)}>{words.say('exemptions.add')}</Button>}
      {adds && (
        <ExemptionForm
          close={() => setAdds(false)}
          added={({ name }) => {
            setAdds(false);
            announce(words.say('exemptions.added', { name }));
            void queries.invalidateQueries({ queryKey: exemptions });
          }}
        />
      )}
      <Loadable query={found}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p class="um-quiet um-spaced">{words.say('exemptions.none')}</p>;
          return <ExemptionTable exemptions={items} />;
        }}
      </Loadable>
      {found.hasNextPage && (
        <Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {words.say('common.more')}
        </Button>
      )}
    </section>
  );
}

function ExemptionTable({ exemptions: items }: { readonly exemptions: readonly ExemptionDocument[] }) {
  const words = useWords();
  const [ending, setEnding] = useState<ExemptionDocument | null>(null);
  const may = useMay('administrator');
  return (
    <>
      <table class="um-table um-spaced">
        <thead>
          <tr>
            <th scope="col">{words.say('exemptions.who')}</th>
            <th scope="col">{words.say('exemptions.why')}</th>
            <th scope="col">{words.say('exemptions.owner')}</th>
            <th scope="col">{words.say('exemptions.until')}</th>
            <th scope="col">{words.say('exemptions.by')}</th>
            <th scope="col">
              <span class="um-hidden">{words.say('exemptions.end')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} class={item.state === 'holds' ? undefined : 'um-over'}>
              <th scope="row">
                <bdi>{item.name}</bdi>{' '}
                {item.subject === 'group' && <span class="um-quiet">({words.say('exemptions.group')})</span>}
              </th>
              <td>
                <bdi>{item.reason}</bdi>
              </td>
              <td>
                <bdi>{item.owner}</bdi>
              </td>
              <td>
                <Instant at={item.endedAt ?? item.endsAt} />{' '}
                {item.state !== 'holds' && <Lozenge>{words.say(`exemptions.${item.state}`)}</Lozenge>}
              </td>
              <td>
                <bdi>{item.addedBy}</bdi>
              </td>
              <td class="um-number">
                {may && item.state === 'holds' && (
                  <Button
                    kind="link"
                    label={words.say('exemptions.endOf', { name: item.name })}
                    onPress={() => setEnding(item)}
                  >
                    {words.say('exemptions.end')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending !== null && <EndExemption exemption={ending} close={() => setEnding(null)} />}
    </>
  );
}

function EndExemption({
  exemption: { id, name },
  close,
}: {
  readonly exemption: ExemptionDocument;
  readonly close: () => void;
}) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.send<ExemptionDocument>('POST', `/exemptions/${id}/end`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: exemptions });
      close();
    },
  });
  return (
    <Confirm
      title={words.say('exemptions.endTitle', { name })}
      close={close}
      confirm={words.say('exemptions.endConfirm')}
      busy={end.isPending}
      onConfirm={() => end.mutate()}
    >
      <p>{words.say('exemptions.endBody')}</p>
      {end.error !== null && <FaultNotice fault={end.error} />}
    </Confirm>
  );
}
