// Every check of the doctor, in the order in which they run and are told. A new one is one line here.
import type { Check } from './check.ts';
import { checkAbilities } from './check-abilities.ts';
import { checkAccessMode } from './check-access-mode.ts';
import { checkAddress } from './check-address.ts';
import { checkAdministrator } from './check-administrator.ts';
import { checkBinding } from './check-binding.ts';
import { checkClock } from './check-clock.ts';
import { checkCrowd } from './check-crowd.ts';
import { checkDatabase } from './check-database.ts';
import { checkDirectories } from './check-directories.ts';
import { checkEvidence } from './check-evidence.ts';
import { checkFolders } from './check-folders.ts';
import { checkConfiguredGroups } from './check-groups.ts';
import { checkLimits } from './check-limits.ts';
import { checkMail } from './check-mail.ts';
import { checkPolicies } from './check-policies.ts';
import { checkSignIn } from './check-sign-in.ts';
import { checkStore } from './check-store.ts';
import { checkTemplates } from './check-templates.ts';
import { checkToken } from './check-token.ts';
import { checkWebhook } from './check-webhook.ts';

export const checks: readonly Check[] = [
  checkStore,
  checkAddress,
  checkBinding,
  checkClock,
  checkSignIn,
  checkToken,
  checkAdministrator,
  checkAccessMode,
  checkAbilities,
  checkConfiguredGroups,
  checkDirectories,
  checkCrowd,
  checkDatabase,
  checkEvidence,
  checkLimits,
  checkPolicies,
  checkWebhook,
  checkMail,
  checkTemplates,
  checkFolders,
];
