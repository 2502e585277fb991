// Checks atlassian-plugin.xml against what the plugin framework does with it: a fault here is a plugin that will not start.
import type { Element } from '@xmldom/xmldom';
import { checkLinks } from './check-links.ts';
import { all, modulesOf, readXml, textOf } from './descriptor-xml.ts';
import type { Entries } from './jar.ts';

/** Classes of the platform the descriptor may name; anything else would need Java of our own or an export nobody promised. */
const platformClasses = new Set([
  'com.atlassian.confluence.core.ConfluenceActionSupport',
  'com.atlassian.confluence.plugin.descriptor.web.conditions.ConfluenceAdministratorCondition',
]);
const descriptorName = 'atlassian-plugin.xml';

/** One sentence for each fault; empty when all is well. */
export function checkDescriptor(entries: Entries): string[] {
  const text = entries.get(descriptorName)?.toString('utf8');
  if (text === undefined) return [`${descriptorName} is missing.`];
  const root = readXml(text);
  if (typeof root === 'string') return [`${descriptorName} is no XML: ${root}`];
  return [
    ...checkRoot(root, text),
    ...checkKeys(root),
    ...checkClasses(root, entries),
    ...checkActions(root, entries),
    ...checkResources(root, entries),
    ...checkPictures(root, entries),
    ...checkLabels(root, entries),
    ...checkPromises(root),
    ...checkLinks(root, entries),
  ];
}

function checkRoot(root: Element, text: string): string[] {
  const faults: string[] = [];
  const key = root.getAttribute('key') ?? '';
  if (root.tagName !== 'atlassian-plugin') faults.push(`The root is <${root.tagName}>, not <atlassian-plugin>.`);
  if (root.getAttribute('plugins-version') !== '2') faults.push('plugins-version is not "2".');
  if (!/^[\w.-]+$/.test(key)) faults.push(`The plugin key "${key}" may hold letters, digits, dots and hyphens only.`);
  if (/<!DOCTYPE/.test(text)) faults.push('The descriptor names a DOCTYPE, which some parsers go and fetch.');
  if (all(root, 'application-version').length > 0) faults.push('<application-version> cannot name 7.0.1.');
  if (all(root, 'bundle-instructions').length > 0) faults.push('OSGi headers stay with the framework.');
  if (/\b(?:plugin|add-on)\b/i.test(root.getAttribute('name') ?? '')) faults.push('The name says plugin or add-on.');
  return [...faults, ...checkVersion(textOf(root, 'version'))];
}

/**
 * Nodes of a cluster compare versions as plain strings, so that 1.10.0 would count as older than 1.9.0; and the framework
 * refuses what is no OSGi version.
 */
function checkVersion(version: string): string[] {
  if (/^\d\.\d\.\d$/.test(version)) return [];
  return [`The version "${version}" is not of the form 1.2.3 with one digit each: clusters compare versions as text.`];
}

function checkKeys(root: Element): string[] {
  const keys = modulesOf(root).map(({ key }) => key);
  const twice = keys.filter((key, place) => keys.indexOf(key) !== place);
  const odd = keys.filter((key) => !/^[\w-]+$/.test(key));
  const packages = all(root, 'package').map((one) => one.getAttribute('name') ?? '');
  const shared = packages.filter((name, place) => packages.indexOf(name) !== place);
  return [
    ...twice.map((key) => `The module key "${key}" is there twice.`),
    ...odd.map((key) => `The module key "${key}" may hold letters, digits, hyphens and underscores only.`),
    ...shared.map((name) => `The package name "${name}" is there twice.`),
  ];
}

/** What *Manage apps* and the checks of Data Center read. */
const promises: Readonly<Record<string, string>> = {
  'atlassian-data-center-status': 'compatible',
  'atlassian-data-center-compatible': 'true',
  'read-only-access-mode-compatible': 'true',
  'atlassian-licensing-enabled': 'false',
};

/** A vendor called Atlassian is looked at by rules of its own; a condition on a web resource must read addresses, which needs Java. */
function checkPromises(root: Element): string[] {
  const params = new Map(all(root, 'param').map((one) => [one.getAttribute('name'), one.textContent]));
  const vendor = all(root, 'vendor')[0]?.getAttribute('name') ?? '';
  return [
    ...Object.entries(promises)
      .filter(([name, value]) => params.get(name) !== value)
      .map(([name, value]) => `The parameter ${name} is not "${value}".`),
    ...(vendor === '' || /atlassian/i.test(vendor) ? [`The vendor "${vendor}" is nobody, or Atlassian.`] : []),
    ...all(root, 'web-resource')
      .filter((one) => all(one, 'condition').length > 0)
      .map((one) => `The web resource "${one.getAttribute('key')}" has a condition.`),
  ];
}

function checkClasses(root: Element, entries: Entries): string[] {
  const named = all(root, '*').flatMap((element) => element.getAttribute('class') ?? []);
  const folders = [...entries.keys()].map((name) => name.split('/').slice(0, -1).join('.'));
  return [...new Set(named)].flatMap((name) => {
    const faults = platformClasses.has(name) ? [] : [`The class ${name} is none of the platform's that we rely on.`];
    // A folder of the package's name would keep the framework from importing the package.
    const hidden = folders.includes(name.split('.').slice(0, -1).join('.'));
    return hidden ? [...faults, `A folder of the jar hides the package of ${name}.`] : faults;
  });
}

/** Names since Struts 6: no dots, no underscores. `execute` and `doDefault` answer by different results. */
function checkActions(root: Element, entries: Entries): string[] {
  const packages = all(root, 'package');
  const actions = all(root, 'action');
  const restricted = all(root, 'xwork').every((module) => {
    return all(module, 'restrict').some((one) => one.getAttribute('version') === '(,10.0)');
  });
  return [
    ...(actions.length === 0 ? ['There is no page.'] : []),
    ...(restricted ? [] : ['<xwork> is not kept away from Confluence 10.']),
    ...packages
      .filter((one) => one.getAttribute('extends') !== 'default')
      .map(() => 'A package extends something else than "default", and would offer actions of others.'),
    ...packages
      .map((one) => one.getAttribute('namespace') ?? '')
      .filter((namespace) => !/^\/admin\/plugins\/[a-zA-Z0-9/-]+$/.test(namespace))
      .map((namespace) => `The namespace "${namespace}" is not below /admin/plugins/, of letters, digits and hyphens.`),
    ...actions
      .map((one) => one.getAttribute('name') ?? '')
      .filter((name) => !/^[a-zA-Z0-9-]+$/.test(name))
      .map((name) => `The action "${name}" may hold letters, digits and hyphens only.`),
    ...actions.flatMap((action) => checkResults(action, entries)),
  ];
}

function checkResults(action: Element, entries: Entries): string[] {
  const results = new Map(all(action, 'result').map((one) => [one.getAttribute('name'), one.textContent ?? '']));
  return ['input', 'success'].flatMap((name) => {
    const place = results.get(name);
    if (place === undefined) return [`The action "${action.getAttribute('name')}" has no result "${name}".`];
    const there = place.startsWith('/') && entries.has(place.slice(1));
    return there ? [] : [`The result "${name}" names ${place}, which is not in the jar.`];
  });
}

function checkResources(root: Element, entries: Entries): string[] {
  return all(root, 'resource').flatMap((resource) => {
    const [type, location] = [resource.getAttribute('type'), resource.getAttribute('location') ?? ''];
    const name = resource.getAttribute('name') ?? '';
    if (type === 'i18n') return entries.has(`${location}.properties`) ? [] : [`The texts ${location} are missing.`];
    if (entries.has(location)) return [];
    const folder = [...entries.keys()].some((entry) => entry.startsWith(`${location}/`));
    if (!folder) return [`The resource ${location} is missing.`];
    return name.endsWith('/') ? [] : [`The folder ${location} needs a name that ends in a slash.`];
  });
}

function checkPictures(root: Element, entries: Entries): string[] {
  return all(root, 'param').flatMap((param) => {
    if (!/-(?:icon|logo|banner)$/.test(param.getAttribute('name') ?? '')) return [];
    const picture = param.textContent ?? '';
    return entries.has(picture) ? [] : [`The picture ${picture} is missing.`];
  });
}

/** Every label has a text in every language. */
function checkLabels(root: Element, entries: Entries): string[] {
  const keys = all(root, 'label').flatMap((label) => label.getAttribute('key') ?? []);
  const texts = [...entries].filter(([name]) => name.endsWith('.properties'));
  return texts.flatMap(([name, content]) => {
    const known = new Set(
      content
        .toString('latin1')
        .split('\n')
        .map((line) => line.split('=')[0]),
    );
    return keys.filter((key) => !known.has(key)).map((key) => `${name} has no text for ${key}.`);
  });
}
