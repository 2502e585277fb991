// The settings, whose script comes only when somebody opens them: most visits never do, and the page stays light.
import { useQuery } from '@tanstack/react-query';
import { ApiFault } from '../api.ts';
import { useConsole } from '../console.ts';
import type { Route } from '../routes.ts';
import type { SettingsPage } from '../settings/settings-page.tsx';
import { Loadable } from '../ui/loadable.tsx';

interface SettingsScript {
  readonly SettingsPage: typeof SettingsPage;
}

declare global {
  interface Window {
    UserManagementSettings?: SettingsScript;
  }
}

export function DeferredSettings({ route }: { readonly route: Route }) {
  const { place } = useConsole();
  const script = useQuery({
    queryKey: ['script', 'settings'],
    queryFn: () => loadSettings(place.settingsUrl),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loadable query={script} lines={8}>
      {({ SettingsPage: Page }) => <Page route={route} />}
    </Loadable>
  );
}

/** Once for the page. Throws `offline` where the script does not come, and `strange_answer` where it is another one. */
function loadSettings(url: string): Promise<SettingsScript> {
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
