// The address of the page within the page: what stands behind `#`, so that back, forward and deep links work everywhere.
import { useSyncExternalStore } from 'preact/compat';

export interface Route {
  /** Parts of the path, e.g. `['runs', '12']`; empty for the start page. */
  readonly parts: readonly string[];
  readonly parameters: URLSearchParams;
}

export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** Reads `#/runs/12?outcome=failed`. */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  return { parts: path.split('/').filter(Boolean).map(decode), parameters: new URLSearchParams(query) };
}

/** Writes what `readRoute` reads; parameters without a value are left out. */
export function writeRoute(parts: readonly string[], parameters: Parameters = {}): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, `${value}`]],
  );
  const query = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `#/${parts.map(encodeURIComponent).join('/')}${query}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Goes to another address; `replace` leaves no step for the back button. */
export function goTo(address: string, { replace = false } = {}): void {
  if (!replace) {
    window.location.hash = address;
    return;
  }
  window.history.replaceState(window.history.state, '', address);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The address now, and whenever it changes. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}
