// The page's entry: mounts the console once its node is there, wherever it was put, and does nothing elsewhere.
import { render } from 'preact';
import { App } from './app.tsx';
import { findMount } from './host.ts';
import './console.css';

function mount(): void {
  const node = findMount();
  if (node === null || node.dataset.umMounted === 'yes') return;
  node.dataset.umMounted = 'yes';
  render(<App />, node);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mount, { once: true });
else mount();
