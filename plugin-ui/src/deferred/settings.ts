// Settings, licences, looks at mails and the helpdesk, which most visits never open: a script of their own, which comes when somebody does.
import { HelpdeskPage } from '../helpdesk/helpdesk-page.tsx';
import { LicencesPage } from '../licences/licences-page.tsx';
import { RunMails } from '../mails/run-mails.tsx';
import { SimulatedMails } from '../mails/simulated-mails.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';

/** Drawn through `shell/deferred.tsx`. */
export const pages = { HelpdeskPage, LicencesPage, RunMails, SettingsPage, SimulatedMails };
