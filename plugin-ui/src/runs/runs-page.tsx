// Run logs: the list of runs, and the page of one run where the address names it.
import type { Route } from '../routes.ts';
import { readFilter } from './run-filter.ts';
import { RunList } from './run-list.tsx';
import { RunPage } from './run-page.tsx';

export function RunsPage({ route }: { readonly route: Route }) {
  const id = Number(route.parts[1]);
  const { parameters } = route;
  if (Number.isSafeInteger(id) && id > 0) {
    return <RunPage key={id} id={id} outcome={parameters.get('outcome')} because={parameters.get('because')} />;
  }
  return <RunList filter={readFilter(route)} />;
}
