// Everything a mail is rendered from, as the store has it: the run, the week's runs, or the crossed line it tells of.
import type { MailSubject } from '../domain/mail.ts';
import type { PolicyId } from '../domain/policy.ts';
import type { Report, ReportedUnknown } from '../domain/report.ts';
import type { DigestRun } from '../mail/digest.ts';
import type { MailToRender, RunMailToRender } from '../mail/render-mail.ts';
import type { Store } from '../store/store.ts';
import { readAllEntries } from './read-all-entries.ts';
import { findRecipients } from './report-recipients.ts';

type Asked = MailSubject & { readonly to: string };
export type MailSources = Pick<Store, 'runs' | 'digests' | 'policies' | 'licenceAlerts' | 'snapshots'>;

/** Null where what it tells of is not there, or has no report yet. */
export async function gatherMail(store: MailSources, mail: Asked): Promise<MailToRender | null> {
  switch (mail.kind) {
    case 'digest':
      return gatherDigest(store, mail.digestId);
    case 'licence-alert': {
      const alert = await store.licenceAlerts.get(mail.alertId);
      return alert === null ? null : { kind: mail.kind, alert };
    }
    default:
      return gatherRun(store, mail);
  }
}

async function gatherRun(
  store: MailSources,
  { kind, to, runId }: Extract<Asked, { readonly runId: number }>,
): Promise<RunMailToRender | null> {
  const report = (await store.runs.report(runId)) as Report | null;
  if (report === null) return null;
  return {
    kind,
    to,
    report,
    withoutAddress: await listWithoutAddress(store, report),
    entries: readAllEntries(store, runId),
    unknown: await readFewUnknown(store, runId),
  };
}

/** As known now: reports keep no names, which would have to be erased. */
async function listWithoutAddress(
  store: MailSources,
  { policy, recipientsWithoutAddress = 0, finishedAt }: Report,
): Promise<readonly string[]> {
  if (recipientsWithoutAddress === 0) return [];
  const definition = await store.policies.definition(policy.id as PolicyId, policy.version);
  return definition === null ? [] : (await findRecipients(store, definition.report, finishedAt)).withoutAddress;
}

async function gatherDigest(store: MailSources, digestId: number): Promise<MailToRender | null> {
  const digest = await store.digests.get(digestId);
  if (digest === null) return null;
  const { week, zone, auditHead, policyId } = digest;
  const runs: DigestRun[] = [];
  for (const runId of await store.digests.runs(digestId)) {
    const report = await store.runs.report(runId);
    if (report !== null) runs.push({ report: report as Report, entries: readAllEntries(store, runId) });
  }
  const policy = (await store.policies.get(policyId))?.definition.name ?? runs.at(-1)?.report.policy.name ?? policyId;
  return { kind: 'digest', digest: { policy, week, zone, auditHead, runs } };
}

/** Where a site lacks a source everybody is unknown: such a table would hide the users who matter. */
const unknownInTable = 500;

async function readFewUnknown({ runs }: Pick<Store, 'runs'>, runId: number): Promise<readonly ReportedUnknown[]> {
  const users = await runs.unknown({ runId, after: 0, limit: unknownInTable + 1 });
  return users.length > unknownInTable ? [] : users;
}
