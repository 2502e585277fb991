// The page's entry: mounts the console, or the line on a user's profile, where its node is, and does nothing elsewhere.
import { type JSX, render } from 'preact';
import { createApi } from './api.ts';
import { App } from './app.tsx';
import type { Console } from './console.ts';
import { findLanguage, findMount, findPanel, findPlace, followColourScheme } from './host.ts';
import { parts as lent } from './parts.ts';
import { createQueries } from './queries.ts';
import { createSession, resume } from './session.ts';
import { fetchDictionary } from './ui/words/fetch-dictionary.ts';
import { chooseLanguage, type Dictionary } from './ui/words/words.ts';
import { readProfile } from './users/profile-address.ts';
import { UserPanel } from './users/user-panel.tsx';
import './console.css';

/** For the scripts that come later, which find it under the name of this one. */
export const parts = lent;

function mount(): void {
  void mountAt(findMount(), (open, start) => <App console={open} queries={createQueries()} start={start} />);
  const username = readProfile(window.location);
  if (username === null) return;
  void mountAt(findPanel(), (open, start) => (
    <UserPanel console={open} queries={createQueries()} start={start} username={username} />
  ));
}

/** `start` is null where the reader's words could not be had. */
type Draw = (open: Console, start: Dictionary | null) => JSX.Element;

/** Once at each node, however often the script comes. Signing in does not wait for the words of the page. */
async function mountAt(node: HTMLElement | null, draw: Draw): Promise<void> {
  if (node === null || node.dataset.umMounted === 'yes') return;
  node.dataset.umMounted = 'yes';
  const place = findPlace(node);
  const session = createSession();
  const api = createApi({ apiUrl: place.apiUrl, session });
  if (place.kind === 'stand-alone') followColourScheme();
  void resume({ api, session, place });
  const start = await fetchDictionary(chooseLanguage(findLanguage(place)), place.germanUrl);
  // What stands there is for browsers that cannot run this script.
  node.replaceChildren();
  render(draw({ api, session, place }, start), node);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mount, { once: true });
else mount();
