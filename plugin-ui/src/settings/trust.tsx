// What this product's own token has left, whose rights bound what is done, and taking the audit trail along.
import { useMutation, useQuery } from '@tanstack/react-query';
import type { HostDocument } from '../../../sidecar/src/contract/host.ts';
import { useApi } from '../console.ts';
import { useProcess } from '../queries.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { saveFile } from '../ui/save-file.ts';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';

const kinds = ['users', 'runs', 'audit'] as const;

export function Trust() {
  const words = useWords();
  const api = useApi();
  const process = useProcess();
  const host = useQuery({ queryKey: ['host'], queryFn: ({ signal }) => api.get<HostDocument>('/host', signal) });
  const take = useMutation({
    mutationFn: async (kind: string) => saveFile(`${kind}.csv`, await api.getFile(`/exports/${kind}?bom=true`)),
  });
  const token = host.data?.serviceToken ?? null;
  return (
    <section class="um-card" aria-labelledby="um-trust">
      <h2 id="um-trust">{words.say('trust.title')}</h2>
      {token !== null && (
        <Notice kind={token.endsSoon ? 'warning' : 'information'}>
          <p>
            {token.expiresAt === null ? (
              words.say(token.known === 'told' ? 'trust.tokenNever' : 'trust.tokenUnknown')
            ) : (
              <Sentence says="trust.tokenEnds" places={{ when: <Instant at={token.expiresAt} /> }} />
            )}
          </p>
        </Notice>
      )}
      {process.data !== undefined && <p>{words.say(`trust.ceiling.${process.data.rightsCeiling}`)}</p>}
      <div class="um-buttons">
        {kinds.map((kind) => (
          <Button key={kind} busy={take.isPending} onPress={() => take.mutate(kind)}>
            {words.say(`trust.export.${kind}`)}
          </Button>
        ))}
      </div>
      {take.error !== null && <FaultNotice fault={take.error} />}
    </section>
  );
}
