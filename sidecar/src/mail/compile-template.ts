// Compiles the built-in templates strictly: what a template names must be there, and it reaches no prototype.
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

/** A template of the folder beside this file. `noEscape` is for text parts. */
export function compileTemplate(file: string, { noEscape = false } = {}): HandlebarsTemplateDelegate {
  const source = readFileSync(new URL(`./templates/${file}`, import.meta.url), 'utf8');
  return Handlebars.compile(source, { strict: true, noEscape });
}

export function renderSafely(template: HandlebarsTemplateDelegate, view: object): string {
  return template(view, { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false });
}
