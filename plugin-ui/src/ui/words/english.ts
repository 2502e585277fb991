// The English dictionary, put together from its parts.
import { abilities } from './english/abilities.ts';
import { audit } from './english/audit.ts';
import { bulk } from './english/bulk.ts';
import { criteria } from './english/criteria.ts';
import { faults } from './english/faults.ts';
import { handOvers } from './english/hand-overs.ts';
import { helpdesk } from './english/helpdesk.ts';
import { licences } from './english/licences.ts';
import { mails } from './english/mails.ts';
import { notes } from './english/notes.ts';
import { outlook } from './english/outlook.ts';
import { overview } from './english/overview.ts';
import { panel } from './english/panel.ts';
import { plans } from './english/plans.ts';
import { policies } from './english/policies.ts';
import { reasons } from './english/reasons.ts';
import { runs } from './english/runs.ts';
import { settings } from './english/settings.ts';
import { shell } from './english/shell.ts';
import { users } from './english/users.ts';

export const english = {
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
} as const;
