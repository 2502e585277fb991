// Scheduled user actions: the list, one policy, or the editor, as the address says.
import type { Route } from '../routes.ts';
import { EditorPage } from './editor/editor-page.tsx';
import { ImportPage } from './files/import-page.tsx';
import { PolicyList } from './policy-list.tsx';
import { PolicyPage } from './policy-page.tsx';

export function PoliciesPage({ route: { parts, parameters } }: { readonly route: Route }) {
  const [, id, part] = parts;
  if (id === undefined && parameters.get('import') === '1') return <ImportPage />;
  if (id === undefined) return parameters.get('new') === '1' ? <EditorPage key="" id={null} /> : <PolicyList />;
  if (part === 'edit') return <EditorPage key={id} id={id} />;
  const simulation = Number(parameters.get('simulation'));
  return <PolicyPage key={id} id={id} simulation={simulation > 0 ? simulation : null} />;
}
