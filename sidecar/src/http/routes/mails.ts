// The outbox: what waits, what went out, and the decision about what was laid aside.
import {
  type MailDocument,
  MailPageSchema,
  MailParameters,
  MailQuerySchema,
  MailSchema,
  RetrySchema,
  TestedMailSchema,
} from '../../contract/mails.ts';
import { sentenceOf } from '../../errors.ts';
import { dropMail, type ListedMail, listMails, retryMail, testMail } from '../../services/mails.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, nextFrom } from '../api.ts';

export function registerMails(api: Api, context: ServiceContext): void {
  const tags = ['mails'];

  api.get(
    '/mails',
    {
      schema: {
        summary: 'Mails newest first, and how many are in each state',
        tags,
        querystring: MailQuerySchema,
        response: answers(MailPageSchema),
      },
    },
    async ({ query }) => {
      const { items, counts } = await listMails(context, query);
      const nextBefore = nextFrom(items, query.limit, ({ id }) => id);
      return { items: items.map(view), nextBefore, counts, enabled: context.config.mail.enabled };
    },
  );

  api.post(
    '/mails/:id/retry',
    {
      schema: {
        summary: 'Send a mail again that was laid aside',
        tags,
        params: MailParameters,
        body: RetrySchema,
        response: answers(MailSchema),
      },
    },
    async (request) => {
      const { mayArriveTwice = false } = request.body;
      return view(await retryMail(context, { id: request.params.id, mayArriveTwice, actor: actorOf(request) }));
    },
  );

  api.post(
    '/mails/test',
    {
      schema: {
        summary: 'Send one mail to your own address, and tell what the mail server said',
        tags,
        response: answers(TestedMailSchema),
      },
    },
    async (request) => {
      const { to, failure } = await testMail(context, actorOf(request));
      return { to, failure: failure === null ? null : { code: failure, message: sentenceOf(failure) } };
    },
  );

  api.post(
    '/mails/:id/drop',
    {
      schema: {
        summary: 'Let a mail go that was laid aside',
        tags,
        params: MailParameters,
        response: answers(MailSchema),
      },
    },
    async (request) => view(await dropMail(context, { id: request.params.id, actor: actorOf(request) })),
  );
}

function view({
  id,
  runId,
  digest,
  kind,
  to,
  state,
  arrived,
  attempts,
  nextAttemptAt,
  sentAt,
  failure,
}: ListedMail): MailDocument {
  return {
    id,
    runId,
    digest,
    kind,
    to,
    state,
    arrived,
    attempts,
    nextAttemptAt: state === 'waiting' ? nextAttemptAt : null,
    sentAt,
    failure: failure === null ? null : { code: failure, message: sentenceOf(failure) },
  };
}
