// What comes with a script of its own, once somebody opens it: most visits open little of it, and the console stays light.
import { useQuery } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import { ApiFault } from '../api.ts';
import { useConsole } from '../console.ts';
import type { pages as actionPages } from '../deferred/actions.ts';
import type { pages as settingsPages } from '../deferred/settings.ts';
import type { DeferredScript } from '../host.ts';
import { Loadable } from '../ui/loadable.tsx';

interface Loaded {
  readonly actions: { readonly pages: typeof actionPages };
  readonly settings: { readonly pages: typeof settingsPages };
}

declare global {
  interface Window {
    UserManagementActions?: Loaded['actions'];
    UserManagementSettings?: Loaded['settings'];
  }
}

/** What each script has left behind; nothing before it came. */
const left: { readonly [Script in DeferredScript]: () => Loaded[Script] | undefined } = {
  actions: () => window.UserManagementActions,
  settings: () => window.UserManagementSettings,
};

export interface DeferredProps<Script extends DeferredScript> {
  /** The script that brings it. */
  readonly from: Script;
  /** How many lines it will take, so that nothing jumps. */
  readonly lines?: number;
  readonly children: (pages: Loaded[Script]['pages']) => ComponentChildren;
}

export function Deferred<Script extends DeferredScript>({ from, lines = 8, children }: DeferredProps<Script>) {
  const { place } = useConsole();
  const script = useQuery({
    queryKey: ['script', from],
    queryFn: () => loadScript(from, place.scriptUrls[from]),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loadable query={script} lines={lines}>
      {({ pages }) => children(pages)}
    </Loadable>
  );
}

/** Once for the page. Throws `offline` where the script does not come, and `strange_answer` where it is another one. */
function loadScript<Script extends DeferredScript>(name: Script, url: string): Promise<Loaded[Script]> {
  return new Promise((resolve, reject) => {
    const there = left[name]();
    if (there !== undefined) return resolve(there);
    const script = document.createElement('script');
    script.src = url;
    script.addEventListener('load', () => {
      const came = left[name]();
      if (came === undefined) reject(new ApiFault('strange_answer', {}));
      else resolve(came);
    });
    script.addEventListener('error', () => {
      script.remove();
      reject(new ApiFault('offline', {}));
    });
    document.head.append(script);
  });
}
