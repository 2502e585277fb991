// What the page knows of the place it stands in: Confluence's administration, or the console that the sidecar serves itself.

declare global {
  interface Window {
    AJS?: { contextPath?: () => string };
  }
}

/** Scripts that only those load who open one of their pages. */
export type DeferredScript = 'actions' | 'settings';

export interface Place {
  readonly kind: 'confluence' | 'stand-alone';
  /** Address of the API without a slash at its end. */
  readonly apiUrl: string;
  /** Address of the German words, a file of their own. */
  readonly germanUrl: string;
  /** Addresses of the scripts that come later. */
  readonly scriptUrls: Readonly<Record<DeferredScript, string>>;
  /** Whether the place itself says that no password is taken; where it says nothing, the session does. */
  readonly tokensOnly: boolean;
  /** Page to show where the address names none; the menu of Confluence's administration sets it. */
  readonly startPath: string;
}

/** The node the console is mounted in; null on every page that is not ours. */
export function findMount(): HTMLElement | null {
  return document.getElementById('um-console');
}

/** The node of the line on a user's profile; null on every page without one. */
export function findPanel(): HTMLElement | null {
  return document.getElementById('um-user-panel');
}

/** Where the console is inside Confluence's administration. */
export function findConsolePage(): string {
  return `${findContextPath()}/admin/plugins/user-management/console.action`;
}

/** Reads the place off the mount node and, inside Confluence, off Confluence's own page. */
export function findPlace(node: HTMLElement): Place {
  const { umBase, umPasswords, umStart = '/' } = node.dataset;
  const tokensOnly = umPasswords === 'off';
  if (umBase !== undefined) {
    return {
      kind: 'stand-alone',
      apiUrl: `${umBase}/api/v1`,
      germanUrl: `${umBase}/german.json`,
      scriptUrls: { actions: `${umBase}/actions.js`, settings: `${umBase}/settings.js` },
      tokensOnly,
      startPath: umStart,
    };
  }
  const root = findContextPath();
  // The script may come from a batch, whose address answers with the batch whatever is asked below it.
  const resources = `${root}/download/resources/org.user-management.confluence`;
  return {
    kind: 'confluence',
    apiUrl: `${root}/user-management/api/v1`,
    germanUrl: `${resources}:words/german.json`,
    scriptUrls: { actions: `${resources}:actions/actions.js`, settings: `${resources}:settings/settings.js` },
    tokensOnly,
    startPath: umStart,
  };
}

function findContextPath(): string {
  const told = window.AJS?.contextPath?.();
  if (told !== undefined) return told;
  return document.querySelector<HTMLMetaElement>('meta[name="ajs-context-path"]')?.content ?? '';
}

/** The language of Confluence's page, which a person has chosen there; the stand-alone page asks the browser. */
export function findLanguage({ kind }: Pick<Place, 'kind'>): string {
  return (kind === 'confluence' && document.documentElement.lang) || navigator.language;
}

/** Follows the wish of the reader's system for a dark page; inside Confluence the theme is Confluence's to choose. */
export function followColourScheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    document.documentElement.dataset.colorMode = dark.matches ? 'dark' : 'light';
  };
  apply();
  dark.addEventListener('change', apply);
}
