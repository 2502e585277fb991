// Where links in mails lead: pages without sign-in. Opening one never does anything, as link scanners open them too.
import Type from 'typebox';
import type { Config } from '../../config.ts';
import { lookAtGiveBackLink, useGiveBackLink } from '../../services/give-back-link.ts';
import { lookAtKeepLink, useKeepLink } from '../../services/keep-link.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import type { Api } from '../api.ts';
import { giveBackPage } from '../give-back-words.ts';
import { answerPage } from '../personal-page.ts';
import { keepPage } from '../personal-words.ts';

/** Per minute and address: a person needs two, whoever guesses would need centuries. */
const asksPerMinute = 30;

/**
 * Open, because the signature in the address is the right: it is for one user, one deed and once. A foreign page could
 * only send a form to an address it does not know, so no header is asked for, and no cookie is looked at.
 */
export async function registerPersonalLinks(
  root: Api,
  context: ServiceContext & { readonly config: Config },
): Promise<void> {
  const options = {
    config: { open: true, ownRight: true, rateLimit: { max: asksPerMinute, timeWindow: 60_000 } },
    schema: { hide: true, params: Type.Object({ link: Type.String({ maxLength: 200 }) }) },
    bodyLimit: 1024,
  } as const;
  await root.register(async (pages: Api) => {
    // What a form without fields sends: nothing is read of it.
    pages.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, _body, done) =>
      done(null, undefined),
    );
    const address = `${context.config.basePath}/keep/:link`;
    pages.get(address, options, async ({ params }, reply) =>
      answerPage(reply, keepPage(await lookAtKeepLink(context, params.link))),
    );
    pages.post(address, options, async ({ params }, reply) =>
      answerPage(reply, keepPage(await useKeepLink(context, params.link))),
    );
    const back = `${context.config.basePath}/give-back/:link`;
    pages.get(back, options, async ({ params }, reply) =>
      answerPage(reply, giveBackPage(await lookAtGiveBackLink(context, params.link))),
    );
    pages.post(back, options, async ({ params }, reply) =>
      answerPage(reply, giveBackPage(await useGiveBackLink(context, params.link))),
    );
  });
}
