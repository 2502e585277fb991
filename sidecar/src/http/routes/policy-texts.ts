// Policies as text: one or all written out, drafts read without saving, files checked and taken in.
import {
  CheckedFilesSchema,
  DraftRequestSchema,
  DraftSchema,
  ImportedPoliciesSchema,
  PolicyFilesSchema,
  PolicyImportSchema,
  PolicyText,
} from '../../contract/policy-texts.ts';
import { PolicyParameters } from '../../contract/stored-policies.ts';
import { demandHostRights } from '../../services/ceiling.ts';
import { readDraft } from '../../services/policy-drafts.ts';
import { checkFiles, exportPolicies, exportPolicy, importPolicies } from '../../services/policy-imports.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, answersYaml } from '../api.ts';
import { viewChecked, viewDraft, viewImported } from '../views/policy-texts.ts';

/** All policies of a site at once. */
const filesBytes = 5 * 1024 * 1024;

export function registerPolicyTexts(api: Api, context: ServiceContext): void {
  const tags = ['policies'];

  api.get(
    '/policies/:id/yaml',
    {
      schema: {
        tags,
        params: PolicyParameters,
        summary: 'One policy as YAML, as it may stand in a policy file',
        response: answersYaml(PolicyText),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      reply.header('content-type', 'application/yaml; charset=utf-8');
      reply.header('content-disposition', `attachment; filename="${id}.yaml"`);
      return exportPolicy(context, { id, actor: actorOf(request) });
    },
  );

  api.get(
    '/policy-files',
    { schema: { tags, summary: 'All policies in use as YAML, a document each', response: answersYaml(PolicyText) } },
    async (request, reply) => {
      reply.header('content-type', 'application/yaml; charset=utf-8');
      reply.header('content-disposition', 'attachment; filename="policies.yaml"');
      return exportPolicies(context, actorOf(request));
    },
  );

  api.post(
    '/policy-drafts',
    {
      schema: {
        tags,
        summary:
          'Read a draft, as text or as an object: its other form, its faults and its next runs. Nothing is saved',
        body: DraftRequestSchema,
        response: answers(DraftSchema),
      },
    },
    async ({ body: { text, definition: document } }) => viewDraft(await readDraft(context, { text, document })),
  );

  api.post(
    '/policy-files/check',
    {
      bodyLimit: filesBytes,
      schema: {
        tags,
        summary: 'What would become of each policy in these files. Nothing is saved',
        body: PolicyFilesSchema,
        response: answers(CheckedFilesSchema),
      },
    },
    async ({ body: { files } }) => ({ items: (await checkFiles(context, files)).map(viewChecked) }),
  );

  api.post(
    '/policy-files',
    {
      bodyLimit: filesBytes,
      schema: {
        tags,
        summary: 'Take in every policy of these files or, with a single fault, none of them',
        body: PolicyImportSchema,
        response: answers(ImportedPoliciesSchema),
      },
    },
    async (request) => {
      const { files, over = {} } = request.body;
      await demandHostRights(context, { kind: 'import-policies', files }, actorOf(request));
      return { items: (await importPolicies(context, { files, over, actor: actorOf(request) })).map(viewImported) };
    },
  );
}
