// The templates mails are made of: those built in, and how any of them is filled. Strict, and without a way to prototypes.
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

/** Every kind has one file for HTML and one for text. */
export const templateKinds = [
  'report',
  'stage-warning',
  'password-notice',
  'access-taken',
  'digest',
  'licence-alert',
] as const;
export type TemplateKind = (typeof templateKinds)[number];
export type TemplatePart = 'html' | 'text';
export type TemplateFile = `${TemplateKind}.${TemplatePart}.hbs`;

/** Fills a template with what a mail has to say. */
export interface Templates {
  readonly fill: (file: TemplateFile, view: object) => string;
}

export type Filler = (view: object) => string;

/** Only the helpers that decide and repeat: none of them reads, writes or logs anything. */
export const keptHelpers = ['if', 'unless', 'each', 'with', 'lookup'] as const;

/** What a template names must be there, and it reaches no prototype. Throws where the text is no template. */
export function compileTemplate(file: TemplateFile, source: string): Filler {
  const own = Handlebars.create();
  for (const name of Object.keys(own.helpers)) {
    if (!isKept(name)) own.unregisterHelper(name);
  }
  const template = own.compile(source, {
    strict: true,
    noEscape: file.endsWith('.text.hbs'),
    knownHelpersOnly: true,
    // What the library takes for known by itself.
    knownHelpers: { helperMissing: false, blockHelperMissing: false, log: false },
  });
  // Compiling is put off until the first use; a broken text has to show at once.
  own.precompile(source, { knownHelpersOnly: true });
  return (view) =>
    template(view, {
      allowProtoMethodsByDefault: false,
      allowProtoPropertiesByDefault: false,
      partials: {},
      decorators: {},
    });
}

function isKept(name: string): boolean {
  return (keptHelpers as readonly string[]).includes(name);
}

function builtInSource(file: TemplateFile): string {
  return readFileSync(new URL(`./templates/${file}`, import.meta.url), 'utf8');
}

export const templateFiles: readonly TemplateFile[] = templateKinds.flatMap((kind): TemplateFile[] => [
  `${kind}.html.hbs`,
  `${kind}.text.hbs`,
]);

const compiled = new Map<TemplateFile, Filler>();

export const builtInTemplates: Templates = {
  fill: (file, view) => {
    const known = compiled.get(file) ?? compileTemplate(file, builtInSource(file));
    compiled.set(file, known);
    return known(view);
  },
};
