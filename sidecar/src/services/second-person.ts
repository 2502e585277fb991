// The road of privileged changes: who asked for them, and whether somebody else may approve, both administrators now.
import type { Run } from '../domain/run.ts';
import { foldName } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import { findFirstRun } from '../store/first-run.ts';
import type { SecondPerson } from '../store/runs/decisions.ts';
import type { Actor, ServiceContext } from './service-context.ts';

/**
 * What the approval of a privileged plan has to say. No setting and no policy changes it. Throws
 * `privilege_needs_second_person`, `privilege_asker_unknown`, `privilege_needs_administrators`, or `HostFailure` where
 * Confluence cannot be asked.
 */
export async function requireSecondAdministrator(
  context: Pick<ServiceContext, 'store' | 'findAdministrators'>,
  { held, digest, actor }: { held: Run; digest: string; actor: Actor },
): Promise<SecondPerson> {
  // Who approved a run that was held again has not asked for it.
  const first = await findFirstRun(context.store.runs, held);
  const starter = 'by' in first.trigger ? first.trigger.by : null;
  const author = await context.store.policies.author(first.policyId, first.policyVersion);
  const own = [starter, author].some((name) => name !== null && foldName(name) === foldName(actor.username));
  if (own) throw new ProductError('privilege_needs_second_person');
  const askedBy = starter ?? author;
  if (askedBy === null) throw new ProductError('privilege_asker_unknown');
  const [firstKey, secondKey] = await context.findAdministrators([askedBy, actor.username]);
  if (firstKey == null || secondKey == null) throw new ProductError('privilege_needs_administrators');
  // Whoever was renamed in between is the same person all the same.
  if (firstKey === secondKey) throw new ProductError('privilege_needs_second_person');
  return { digest, askedBy };
}
