// Reads atlassian-plugin.xml: its root, its modules, and whatever stands below an element.
import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';

/** The root, or why there is none. */
export function readXml(text: string): Element | string {
  try {
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
    return document.documentElement ?? 'it is empty';
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

/** Elements of a name anywhere below. */
export function all(root: Element, name: string): Element[] {
  return [...root.getElementsByTagName(name)];
}

/** The text of the first element of a name; empty where there is none. */
export function textOf(root: Element, name: string): string {
  return all(root, name)[0]?.textContent?.trim() ?? '';
}

export interface Module {
  readonly key: string;
  readonly element: Element;
}

/** Modules are the children of the root that carry a key. */
export function modulesOf(root: Element): Module[] {
  return [...root.childNodes].flatMap((node) => {
    if (!('getAttribute' in node)) return [];
    const element = node as Element;
    const key = element.getAttribute('key');
    return key === null ? [] : [{ key, element }];
  });
}
