// The frame around every page: name, navigation, who is signed in, language, and the bar of an ended session.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/compat';
import { useConsole, useSession } from '../console.ts';
import { pages } from '../pages.tsx';
import { type Route, writeRoute } from '../routes.ts';
import { isEnough, signOut } from '../session.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import type { LanguageChoice } from '../ui/words/use-language.ts';
import { useWords } from '../ui/words/words.ts';
import { ExpiredBar } from './expired-bar.tsx';
import { markHostMenu } from './host-menu.ts';
import { ProofDialog } from './proof-dialog.tsx';

export interface FrameProps {
  /** Null before anybody is signed in: then there is nowhere to go. */
  readonly route: Route | null;
  readonly language: LanguageChoice;
  readonly children: ComponentChildren;
}

export function Frame({ route, language, children }: FrameProps) {
  const words = useWords();
  const { place } = useConsole();
  const title = route === null ? 'session.title' : pages.find((page) => page.path === (route.parts[0] ?? ''))?.title;
  const announce = useAnnounce();
  useEffect(() => {
    // Whoever listens hears that another page is there.
    if (title !== undefined) announce(words.say(title));
    if (place.kind !== 'stand-alone') return;
    document.documentElement.lang = words.language;
    document.title = `${title === undefined ? '' : `${words.say(title)} – `}${words.say('product')}`;
  }, [place.kind, title, words, announce]);
  const path = route === null ? null : (route.parts[0] ?? '');
  useEffect(() => {
    if (path === null || place.kind !== 'confluence') return;
    markHostMenu(
      path,
      pages.map((page) => page.path),
    );
  }, [place.kind, path]);
  const Main = place.kind === 'stand-alone' ? 'main' : 'div';
  return (
    <>
      <header class="um-head">
        <h1 class="um-product">{words.say('product')}</h1>
        {route !== null && <Navigation current={route.parts[0] ?? ''} />}
        <Person language={language} />
      </header>
      <ExpiredBar />
      <ProofDialog />
      <Main class="um-main">{children}</Main>
      <footer class="um-foot">{words.say('nav.zone', { zone: words.zone })}</footer>
    </>
  );
}

function Navigation({ current }: { readonly current: string }) {
  const words = useWords();
  const session = useSession();
  // The helpdesk has one page, so there is nowhere to go.
  if ('role' in session && session.role === 'helpdesk') return null;
  return (
    <nav class="um-nav" aria-label={words.say('nav.label')}>
      <ul>
        {pages
          .filter(({ role = 'auditor' }) => 'role' in session && isEnough(session.role, role))
          .map(({ path, title }) => (
            <li key={path}>
              <a href={writeRoute(path === '' ? [] : [path])} aria-current={path === current ? 'page' : undefined}>
                {words.say(title)}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

/** The name alone, and cut where it is long, so that the head stays one line; the sentence for whoever listens or points. */
function Who({ name }: { readonly name: string }) {
  const sentence = useWords().say('session.signedInAs', { name });
  return (
    <span class="um-who" title={sentence}>
      <span class="um-hidden">{sentence}</span>
      <bdi aria-hidden="true">{name}</bdi>
    </span>
  );
}

function Person({ language }: Pick<FrameProps, 'language'>) {
  const words = useWords();
  const { api, session, place } = useConsole();
  const state = useSession();
  return (
    <div class="um-person">
      {'user' in state && <Who name={state.user.displayName || state.user.username} />}
      <label class="um-language">
        <span class="um-hidden">{words.say('nav.language')}</span>
        <select
          class="um-select"
          value={words.language}
          onChange={({ currentTarget }) => language.choose(currentTarget.value === 'de' ? 'de' : 'en')}
        >
          <option value="en" lang="en">
            English
          </option>
          <option value="de" lang="de">
            Deutsch
          </option>
        </select>
      </label>
      {language.isMissing && (
        <span class="um-hint" role="status">
          {words.say('nav.languageMissing')}
        </span>
      )}
      {state.kind === 'signed-in' && place.kind === 'stand-alone' && (
        <Button kind="subtle" onPress={() => void signOut({ api, session, place })}>
          {words.say('session.signOut')}
        </Button>
      )}
    </div>
  );
}
