// Whether the mail templates of the site's own can be used.
import { openTemplates } from '../../mail/open-templates.ts';
import type { Check } from './check.ts';
import { fault, ok } from './finding.ts';

export const checkTemplates: Check = {
  name: 'templates',
  title: 'Templates',
  run: async ({ config }) => {
    const { templatesDir: folder } = config.mail;
    if (folder === null) return [ok('Mails use the templates that are built in.')];
    const states = await openTemplates({ folder, onFault: () => undefined }).look();
    const own = states.filter(({ state }) => state === 'own').map(({ file }) => file);
    return [
      ...states.flatMap(({ file, fault: what }) =>
        what === null
          ? []
          : [
              fault(
                `The template ${file} is not used: ${what}.`,
                'Mend it, or take it out; until then the built-in one is used.',
              ),
            ],
      ),
      ok(own.length === 0 ? `No template of ${folder} is in use.` : `Templates of your own in use: ${own.join(', ')}.`),
    ];
  },
};
