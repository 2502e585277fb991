// The page's entry: mounts the console once its node is there, wherever it was put, and does nothing elsewhere.
import { render } from 'preact';
import { createApi } from './api.ts';
import { App } from './app.tsx';
import { findMount, findPlace, followColourScheme } from './host.ts';
import { createQueries } from './queries.ts';
import { createSession, resume } from './session.ts';
import './console.css';

function mount(): void {
  const node = findMount();
  if (node === null || node.dataset.umMounted === 'yes') return;
  node.dataset.umMounted = 'yes';
  const place = findPlace(node);
  if (place.kind === 'stand-alone') followColourScheme();
  const session = createSession();
  const api = createApi({ apiUrl: place.apiUrl, session });
  void resume({ api, session, place });
  render(<App console={{ api, session, place }} queries={createQueries()} />, node);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mount, { once: true });
else mount();
