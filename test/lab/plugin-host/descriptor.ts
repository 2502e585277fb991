// Reads atlassian-plugin.xml as the plugin framework does: which modules there are, and which of them this host takes.
import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import { inRange } from './version-range.ts';

export type Resource = { type: string; name: string; location: string };

export type Module = {
  key: string;
  /** The element's name: `web-item`, `xwork`, … */
  kind: string;
  name: string;
  /** False where this version of the host knows no such module: it stays behind as a placeholder and does no harm. */
  recognised: boolean;
  /** Disabled by its own `state`: it is there and does nothing. */
  disabled: boolean;
  element: Element;
};

export type Descriptor = {
  key: string;
  name: string;
  version: string;
  vendor: string;
  /** What `state` of the plugin itself says. */
  disabled: boolean;
  params: ReadonlyMap<string, string>;
  /** Resources of the plugin itself. */
  resources: readonly Resource[];
  /** Without those that are kept away from this version of the host: it never sees them. */
  modules: readonly Module[];
};

/** Why a plugin is turned away, in words for whoever uploads it. */
export class DescriptorFault extends Error {
  override name = 'DescriptorFault';
}

const commonKinds = ['web-section', 'web-item', 'web-panel', 'web-resource'];

/** `<struts>` came with 8.5.3; `<xwork>` stays "until Confluence 10.0". */
function knownKinds(hostVersion: string): ReadonlySet<string> {
  const kinds = [...commonKinds];
  if (inRange(hostVersion, '(,10.0)')) kinds.push('xwork');
  if (inRange(hostVersion, '[8.5.3,)')) kinds.push('struts');
  return new Set(kinds);
}

/** Throws `DescriptorFault` for what the framework refuses. */
export function readDescriptor(text: string, hostVersion: string): Descriptor {
  const root = parse(text);
  const key = root.getAttribute('key') ?? '';
  if (root.tagName !== 'atlassian-plugin' || key === '')
    throw new DescriptorFault('The descriptor names no plugin key.');
  if (key.includes(':')) throw new DescriptorFault(`The plugin key ${key} contains a colon.`);
  if (root.getAttribute('plugins-version') !== '2')
    throw new DescriptorFault('Only plugins of version 2 can be installed.');
  const info = childrenOf(root, 'plugin-info')[0];
  const version = info === undefined ? '' : textOf(info, 'version');
  if (!/^\d+(\.\d+(\.\d+(\.[\w-]+)?)?)?$/.test(version)) {
    throw new DescriptorFault(`The version "${version}" is no version of an OSGi bundle.`);
  }
  const known = knownKinds(hostVersion);
  const modules = readModules(root).filter(({ element }) => isMeantFor(element, hostVersion));
  const keys = modules.map((module) => module.key);
  const twice = keys.find((one, place) => keys.indexOf(one) !== place);
  if (twice !== undefined) throw new DescriptorFault(`There are two modules with the key ${twice}.`);
  return {
    key,
    version,
    name: root.getAttribute('name') ?? key,
    vendor: info === undefined ? '' : (childrenOf(info, 'vendor')[0]?.getAttribute('name') ?? ''),
    disabled: isDisabled(root),
    params: new Map(childrenOf(info, 'param').map((one) => [one.getAttribute('name') ?? '', one.textContent ?? ''])),
    resources: readResources(root),
    modules: modules.map((module) => ({ ...module, recognised: known.has(module.kind) })),
  };
}

function parse(text: string): Element {
  try {
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
    if (document.documentElement !== null) return document.documentElement;
  } catch {
    // Said below, as for a document without a root.
  }
  throw new DescriptorFault('atlassian-plugin.xml could not be parsed.');
}

function readModules(root: Element): Omit<Module, 'recognised'>[] {
  return childrenOf(root).flatMap((element) => {
    const key = element.getAttribute('key');
    if (key === null) return [];
    const name = element.getAttribute('name') ?? '';
    return [{ key, kind: element.tagName, name, disabled: isDisabled(element), element }];
  });
}

function isDisabled(element: Element): boolean {
  return element.getAttribute('state')?.toLowerCase() === 'disabled';
}

/** Kept away by the name of another product, or where no `<restrict>` names this one with a range that holds the version. */
function isMeantFor(element: Element, hostVersion: string): boolean {
  if ((element.getAttribute('application') ?? 'confluence') !== 'confluence') return false;
  const limits = childrenOf(element, 'restrict');
  return limits.length === 0 || limits.some((limit) => isLimitedTo(limit, hostVersion));
}

/** Versions stand in the attribute or in elements of their own; without any, every version of the product is meant. */
function isLimitedTo(limit: Element, hostVersion: string): boolean {
  if (limit.getAttribute('application') !== 'confluence') return false;
  const attribute = limit.getAttribute('version');
  const nested = childrenOf(limit, 'version').map((one) => one.textContent ?? '');
  const ranges = attribute === null ? nested : [attribute, ...nested];
  return ranges.length === 0 || ranges.some((range) => inRange(hostVersion, range));
}

export function readResources(element: Element): Resource[] {
  return childrenOf(element, 'resource').map((one) => ({
    type: one.getAttribute('type') ?? '',
    name: one.getAttribute('name') ?? '',
    location: one.getAttribute('location') ?? '',
  }));
}

/** Child elements, all or those of one name. */
export function childrenOf(element: Element | undefined, name?: string): Element[] {
  if (element === undefined) return [];
  const found: Element[] = [];
  for (const node of element.childNodes) {
    if (!('tagName' in node)) continue;
    const child = node as Element;
    if (name === undefined || child.tagName === name) found.push(child);
  }
  return found;
}

export function textOf(element: Element, name: string): string {
  return childrenOf(element, name)[0]?.textContent?.trim() ?? '';
}
