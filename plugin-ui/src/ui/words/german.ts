// The German dictionary, put together from its parts; a sentence that is missing does not compile.
import type { english } from './english.ts';
import { abilities } from './german/abilities.ts';
import { audit } from './german/audit.ts';
import { bulk } from './german/bulk.ts';
import { codes } from './german/codes.ts';
import { criteria } from './german/criteria.ts';
import { faults } from './german/faults.ts';
import { handOvers } from './german/hand-overs.ts';
import { helpdesk } from './german/helpdesk.ts';
import { licences } from './german/licences.ts';
import { mails } from './german/mails.ts';
import { notes } from './german/notes.ts';
import { outlook } from './german/outlook.ts';
import { overview } from './german/overview.ts';
import { panel } from './german/panel.ts';
import { plans } from './german/plans.ts';
import { policies } from './german/policies.ts';
import { reasons } from './german/reasons.ts';
import { runs } from './german/runs.ts';
import { settings } from './german/settings.ts';
import { shell } from './german/shell.ts';
import { users } from './german/users.ts';
import type { Message } from './message.ts';

/** All that the page says itself, and besides what it says in English by sentences of the sidecar. */
export const german: Readonly<Record<keyof typeof english | keyof typeof codes, Message>> = {
  ...codes,
  ...shell,
  ...faults,
  ...overview,
  ...criteria,
  ...users,
  ...panel,
  ...plans,
  ...notes,
  ...reasons,
  ...runs,
  ...bulk,
  ...abilities,
  ...settings,
  ...licences,
  ...handOvers,
  ...helpdesk,
  ...outlook,
  ...mails,
  ...audit,
  ...policies,
};
