// Templates of mails: which are built in, which are the site's own, what is wrong with those, and a look at each kind.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { MailTemplatesDocument } from '../../../sidecar/src/contract/mail-templates.ts';
import { useApi } from '../console.ts';
import { MailPreview } from '../mails/mail-preview.tsx';
import { type TemplateKind, templateKinds } from '../mails/template-kinds.ts';
import { Button } from '../ui/button.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge, type Tone } from '../ui/lozenge.tsx';
import { Notice } from '../ui/notice.tsx';
import { Said } from '../ui/said.tsx';
import { useWords } from '../ui/words/words.ts';

type State = MailTemplatesDocument['items'][number];

export function MailTemplates() {
  const words = useWords();
  const api = useApi();
  const [seen, setSeen] = useState<TemplateKind | null>(null);
  const found = useQuery({
    queryKey: ['mail-templates'],
    queryFn: ({ signal }) => api.get<MailTemplatesDocument>('/mail-templates', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-mail-templates">
      <h2 id="um-mail-templates">{words.say('templates.title')}</h2>
      <p>{words.say('templates.lead')}</p>
      <Loadable query={found} lines={4}>
        {({ items }) => (
          <>
            <Faults broken={items.filter(({ state }) => state === 'broken')} />
            <table class="um-table um-compact">
              <thead>
                <tr>
                  <th scope="col">{words.say('templates.mail')}</th>
                  <th scope="col">{words.say('mail.asHtml')}</th>
                  <th scope="col">{words.say('mail.asText')}</th>
                  <th scope="col">
                    <span class="um-hidden">{words.say('templates.look')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {templateKinds.map((kind) => (
                  <tr key={kind}>
                    <th scope="row">{words.say(`mail.kind.${kind}`)}</th>
                    <Cell items={items} file={`${kind}.html.hbs`} />
                    <Cell items={items} file={`${kind}.text.hbs`} />
                    <td class="um-number">
                      <Button
                        kind="link"
                        label={words.say(`mail.lookAt.${kind}`)}
                        expanded={kind === seen}
                        onPress={() => setSeen((before) => (before === kind ? null : kind))}
                      >
                        {words.say('templates.look')}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Loadable>
      {seen !== null && <MailPreview key={seen} kind={seen} />}
    </section>
  );
}

const tones: Readonly<Record<State['state'], Tone>> = { 'built-in': 'neutral', own: 'current', broken: 'danger' };

function Cell({ items, file }: { readonly items: readonly State[]; readonly file: string }) {
  const words = useWords();
  const state = items.find((item) => item.file === file)?.state ?? 'built-in';
  return (
    <td>
      <Lozenge tone={tones[state]}>{words.say(`templates.state.${state}`)}</Lozenge>
    </td>
  );
}

/** What is wrong with files of one's own, and that mails go out all the same. */
function Faults({ broken }: { readonly broken: readonly State[] }) {
  const words = useWords();
  if (broken.length === 0) return null;
  return (
    <Notice kind="warning">
      <div>
        <p>{words.say('templates.broken')}</p>
        <ul>
          {broken.map(({ file, fault }) => (
            <li key={file}>
              <code>{file}</code>: {fault !== null && <Said text={fault} />}
            </li>
          ))}
        </ul>
      </div>
    </Notice>
  );
}
