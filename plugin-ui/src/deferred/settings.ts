// Settings, licences and looks at mails, which most visits never open: a script of their own, which comes when somebody does.
import { LicencesPage } from '../licences/licences-page.tsx';
import { RunMails } from '../mails/run-mails.tsx';
import { SimulatedMails } from '../mails/simulated-mails.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';

/** Drawn through `shell/deferred.tsx`. */
export const pages = { LicencesPage, RunMails, SettingsPage, SimulatedMails };
