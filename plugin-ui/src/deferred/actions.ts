// Bulk and scheduled user actions, the greatest of the pages: a script of their own, which comes when somebody opens one.
import { BulkPage } from '../bulk/bulk-page.tsx';
import { PoliciesPage } from '../policies/policies-page.tsx';

/** Drawn through `shell/deferred.tsx`. */
export const pages = { BulkPage, PoliciesPage };
