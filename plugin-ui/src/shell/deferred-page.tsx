// Settings and licences, whose script comes only when somebody opens one of them: most visits never do, and the page stays light.
import { useQuery } from '@tanstack/react-query';
import { ApiFault } from '../api.ts';
import { useConsole } from '../console.ts';
import type { deferred } from '../deferred.ts';
import type { Route } from '../routes.ts';
import { Loadable } from '../ui/loadable.tsx';

interface DeferredScript {
  readonly deferred: typeof deferred;
}

declare global {
  interface Window {
    UserManagementSettings?: DeferredScript;
  }
}

export interface DeferredPageProps {
  readonly name: keyof typeof deferred;
  readonly route: Route;
}

export function DeferredPage({ name, route }: DeferredPageProps) {
  const { place } = useConsole();
  const script = useQuery({
    queryKey: ['script', 'settings'],
    queryFn: () => loadScript(place.settingsUrl),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loadable query={script} lines={8}>
      {({ deferred: pages }) => {
        const Page = pages[name];
        return <Page route={route} />;
      }}
    </Loadable>
  );
}

/** Once for the page. Throws `offline` where the script does not come, and `strange_answer` where it is another one. */
function loadScript(url: string): Promise<DeferredScript> {
  return new Promise((resolve, reject) => {
    const there = window.UserManagementSettings;
    if (there !== undefined) return resolve(there);
    const script = document.createElement('script');
    script.src = url;
    script.addEventListener('load', () => {
      const came = window.UserManagementSettings;
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
