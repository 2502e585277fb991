// Renders a plugin's template with a Velocity engine. What the host's allow-list would refuse is refused here too.
import { render } from 'velocityjs';
import { escapeMarkup } from '../confluence/pages.ts';
import type { PluginHost } from './host.ts';
import { addressesOf, addressesOfResource } from './resources.ts';

/** Thrown where the host would not render: the page then answers 500. */
export class TemplateFault extends Error {
  override name = 'TemplateFault';
}

/** Templates get no objects: what of the host's they could use differs between versions and is not established. */
export function renderTemplate(host: PluginHost, template: string): string {
  const call = /\$!?\{?\w+\.\w+\s*\(/.exec(template)?.[0];
  const major = Number(host.site.tier.line.split('.')[0]);
  if (call !== undefined && major >= 9) throw new TemplateFault(`The call ${call}…) is not on the allow-list.`);
  const macros = {
    requireResourcesForContext: (context: unknown) => renderTags(addressesOf(host, [String(context)])),
    requireResource: (key: unknown) => renderTags(addressesOfResource(host, String(key))),
    form_xsrfToken: () => `<input type="hidden" name="atl_token" value="${escapeMarkup(host.formToken)}">`,
  };
  return render(template, {}, macros);
}

export function renderTags({ styles, scripts }: { styles: readonly string[]; scripts: readonly string[] }): string {
  return [
    ...styles.map((href) => `<link rel="stylesheet" href="${escapeMarkup(href)}" media="all">`),
    ...scripts.map((src) => `<script src="${escapeMarkup(src)}"></script>`),
  ].join('\n');
}
