// Settings and licences, which most visits never open: a script of their own, which comes when somebody does.
import { LicencesPage } from '../licences/licences-page.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';

/** By their names in `shell/deferred-page.tsx`. */
export const pages = { LicencesPage, SettingsPage };
