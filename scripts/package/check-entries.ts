// Looks through the files of the plugin for what must not be in a jar that a stranger's Confluence will serve.
import type { Entries } from './jar.ts';

/** Kinds of files that belong into the plugin; anything else got in by accident. */
const known =
  /^(?:atlassian-plugin\.xml|LICENSE|templates\/[\w-]+\.(?:vm|html)|i18n\/[\w-]+\.properties|(?:js|css)\/[\w-]+\.(?:js|css)|images\/[\w-]+\.png|words\/[\w-]+\.json)$/;
/** Other pages of the administration load these too. */
const smallScripts = ['js/loader.js', 'js/visitor.js'];
const smallBytes = 1024;
/** What browsers of the older Confluence versions cannot read; one such word breaks every script in the same batch. */
const beyondEs5 = /=>|\?\.[a-z(]|\?\?|`|\.\.\.|\b(?:const|let|class|async|await|of)\b|\bcatch\s*\{/;

/** One sentence for each fault; empty when all is well. */
export function checkEntries(entries: Entries): string[] {
  const strange = [...entries.keys()].filter((name) => !known.test(name));
  const large = smallScripts.filter((name) => (entries.get(name)?.length ?? 0) > smallBytes);
  const modern = smallScripts.filter((name) => beyondEs5.test(withoutComments(entries.get(name)?.toString() ?? '')));
  return [
    ...strange.map((name) => `${name} does not belong into the plugin.`),
    ...large.map((name) => `${name} is longer than ${smallBytes} bytes, and every page would load it.`),
    ...modern.map((name) => `${name} needs a newer browser than the pages that load it.`),
    ...[...entries].flatMap(([name, content]) => checkContent(name, content.toString('latin1'))),
  ];
}

function withoutComments(script: string): string {
  return script.replaceAll(/^\s*\/\/.*$/gm, '');
}

function checkContent(name: string, text: string): string[] {
  const faults: string[] = [];
  if (/sourceMappingURL/.test(text)) faults.push(`${name} names a source map.`);
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) faults.push(`${name} holds a private key.`);
  if (/\.properties$/.test(name) && /[^\t\n\r\x20-\x7e]/.test(text)) {
    faults.push(
      `${name} holds characters that old property readers get wrong: write them as \\u followed by four digits.`,
    );
  }
  if (/\.vm$/.test(name)) faults.push(...checkTemplate(name, text));
  return faults;
}

/** From Confluence 9 on method calls in templates pass an allow-list, and from 10 on inline scripts are refused. */
function checkTemplate(name: string, text: string): string[] {
  const faults: string[] = [];
  if (/\$/.test(text)) faults.push(`${name} uses a variable of the host: the page must not depend on any.`);
  if (/<script(?![^>]*\ssrc=)/i.test(text)) faults.push(`${name} holds an inline script.`);
  if (!/<meta name="decorator" content="atl\.admin"\/>/.test(text))
    faults.push(`${name} does not ask for the decorator.`);
  return faults;
}
