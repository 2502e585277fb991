// The console as a whole: its frame, signing in, and the page that the address names.
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'preact/compat';
import { type Console, ConsoleContext, useSession } from './console.ts';
import { pages } from './pages.tsx';
import { type Route, readRoute, useHash, writeRoute } from './routes.ts';
import { Deferred } from './shell/deferred.tsx';
import { Frame } from './shell/frame.tsx';
import { PageFault } from './shell/page-fault.tsx';
import { SignIn } from './shell/sign-in.tsx';
import { Announcer } from './ui/announcer.tsx';
import { Skeleton } from './ui/loadable.tsx';
import { type LanguageChoice, useLanguage } from './ui/words/use-language.ts';
import { type Dictionary, useWords, WordsContext } from './ui/words/words.ts';

export interface AppProps {
  readonly console: Console;
  readonly queries: QueryClient;
  /** What the page is opened in; null where the reader's words could not be had. */
  readonly start: Dictionary | null;
}

export function App({ console, queries, start }: AppProps) {
  const { words, choice } = useLanguage(start, console.place.germanUrl);
  return (
    <ConsoleContext.Provider value={console}>
      <WordsContext.Provider value={words}>
        <QueryClientProvider client={queries}>
          <Announcer>
            <div class="um-app" lang={words.language}>
              <Inside language={choice} startPath={console.place.startPath} queries={queries} />
            </div>
          </Announcer>
        </QueryClientProvider>
      </WordsContext.Provider>
    </ConsoleContext.Provider>
  );
}

interface InsideProps {
  readonly language: LanguageChoice;
  readonly startPath: string;
  readonly queries: QueryClient;
}

function Inside({ language, startPath, queries }: InsideProps) {
  const session = useSession();
  const hash = useHash();
  const route = readRoute(hash === '' ? startPath : hash);
  const { kind } = session;
  useEffect(() => {
    // Answers belong to whoever asked; after a session ended they stay on the page and are asked for anew once it is back.
    if (kind === 'signed-out') queries.clear();
    if (kind === 'signed-in') void queries.invalidateQueries();
  }, [kind, queries]);
  if (kind === 'opening') return <Skeleton lines={3} />;
  if (kind === 'signed-out') {
    return (
      <Frame route={null} language={language}>
        <SignIn fault={session.fault} />
      </Frame>
    );
  }
  return (
    <Frame route={route} language={language}>
      <PageFault key={route.parts[0] ?? ''}>
        {session.role === 'helpdesk' ? (
          <Deferred from="settings">{({ HelpdeskPage }) => <HelpdeskPage />}</Deferred>
        ) : (
          <Page route={route} />
        )}
      </PageFault>
    </Frame>
  );
}

function Page({ route }: { readonly route: Route }) {
  const words = useWords();
  const found = pages.find((page) => page.path === (route.parts[0] ?? ''));
  if (found !== undefined) return found.render(route);
  return (
    <p class="um-empty">
      {words.say('nav.nowhere')} <a href={writeRoute([])}>{words.say('nav.toStart')}</a>
    </p>
  );
}
