// The page's entry: mounts the console, or the line on a user's profile, where its node is, and does nothing elsewhere.
import { type JSX, render } from 'preact';
import { createApi } from './api.ts';
import { App } from './app.tsx';
import type { Console } from './console.ts';
import { findMount, findPanel, findPlace, followColourScheme } from './host.ts';
import { createQueries } from './queries.ts';
import { createSession, resume } from './session.ts';
import { readProfile } from './users/profile-address.ts';
import { UserPanel } from './users/user-panel.tsx';
import './console.css';

function mount(): void {
  mountAt(findMount(), (open) => {
    if (open.place.kind === 'stand-alone') followColourScheme();
    return <App console={open} queries={createQueries()} />;
  });
  mountAt(findPanel(), (open) => {
    const username = readProfile(window.location);
    return username === null ? null : <UserPanel console={open} queries={createQueries()} username={username} />;
  });
}

/** Once at each node, however often the script comes; signing in begins with what is drawn. */
function mountAt(node: HTMLElement | null, draw: (open: Console) => JSX.Element | null): void {
  if (node === null || node.dataset.umMounted === 'yes') return;
  node.dataset.umMounted = 'yes';
  const place = findPlace(node);
  const session = createSession();
  const api = createApi({ apiUrl: place.apiUrl, session });
  const drawn = draw({ api, session, place });
  if (drawn === null) return;
  void resume({ api, session, place });
  render(drawn, node);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mount, { once: true });
else mount();
