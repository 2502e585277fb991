// Pages whose script comes only when somebody opens one of them: most visits open few, and the console stays light.
import { useQuery } from '@tanstack/react-query';
import type { VNode } from 'preact';
import { ApiFault } from '../api.ts';
import { useConsole } from '../console.ts';
import type { pages as actionPages } from '../deferred/actions.ts';
import type { pages as settingsPages } from '../deferred/settings.ts';
import type { DeferredScript } from '../host.ts';
import type { Route } from '../routes.ts';
import { Loadable } from '../ui/loadable.tsx';

/** Which script brings each page. */
const homes = {
  BulkPage: 'actions',
  LicencesPage: 'settings',
  PoliciesPage: 'actions',
  SettingsPage: 'settings',
} as const satisfies Record<keyof typeof actionPages, 'actions'> & Record<keyof typeof settingsPages, 'settings'>;

interface Loaded {
  readonly pages: Readonly<Partial<Record<keyof typeof homes, (props: { readonly route: Route }) => VNode>>>;
}

declare global {
  interface Window {
    UserManagementActions?: Loaded;
    UserManagementSettings?: Loaded;
  }
}

/** What each script calls itself. */
const globals = { actions: 'UserManagementActions', settings: 'UserManagementSettings' } as const;

export interface DeferredPageProps {
  readonly name: keyof typeof homes;
  readonly route: Route;
}

export function DeferredPage({ name, route }: DeferredPageProps) {
  const { place } = useConsole();
  const home = homes[name];
  const script = useQuery({
    queryKey: ['script', home],
    queryFn: () => loadScript(home, place.scriptUrls[home]),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loadable query={script} lines={8}>
      {({ pages: { [name]: Page } }) => Page !== undefined && <Page route={route} />}
    </Loadable>
  );
}

/** Once for the page. Throws `offline` where the script does not come, and `strange_answer` where it is another one. */
function loadScript(name: DeferredScript, url: string): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const there = window[globals[name]];
    if (there !== undefined) return resolve(there);
    const script = document.createElement('script');
    script.src = url;
    script.addEventListener('load', () => {
      const came = window[globals[name]];
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
