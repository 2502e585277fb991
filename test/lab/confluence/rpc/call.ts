// Makes one call of the old remote service: finds the method, checks rights, secure sessions and read-only mode, runs it.
import { addAuditRecord } from '../../world/audit.ts';
import { isLicensed } from '../../world/views.ts';
import { Refusal } from '../route.ts';
import { readText } from '../routes/user-details.ts';
import { checkRights, METHODS, type Method, type Visit } from './methods.ts';
import { RemoteException } from './remote-exception.ts';

export type Outcome =
  | { kind: 'result'; result: unknown }
  | { kind: 'exception'; code: number; message: string }
  | { kind: 'web-sudo' };

export type RemoteCall = { readonly name: string; readonly params: readonly unknown[] };

export function makeCall(visit: Visit, call: RemoteCall): Outcome {
  const { site, world, actor } = visit;
  const method = METHODS.get(call.name);
  if (method === undefined) return { kind: 'exception', code: -32_601, message: `Method not found: ${call.name}` };
  if (call.params.length < method.least || call.params.length > method.most) {
    return { kind: 'exception', code: -32_602, message: `Wrong number of parameters for ${method.name}` };
  }
  try {
    if (!isLicensed(world, actor))
      throw new RemoteException('NotPermittedException', 'The user may not use Confluence');
    checkRights(method, visit);
    if (method.administrative && site.secureAdmin && site.tier.abilities.has('web-sudo-on-rpc')) {
      return { kind: 'web-sudo' };
    }
    if (method.administrative && site.readOnly) {
      throw new RemoteException('RemoteException', 'Confluence is in read-only mode');
    }
    const result = method.run(visit, call.params);
    if (result !== false) auditCall(visit, method, call.params);
    return { kind: 'result', result };
  } catch (error) {
    return explainFailure(error);
  }
}

function explainFailure(error: unknown): Outcome {
  if (error instanceof RemoteException) return { kind: 'exception', code: error.code, message: error.message };
  if (!(error instanceof Refusal)) throw error;
  const name = error.status === 409 ? 'AlreadyExistsException' : 'RemoteException';
  const exception = new RemoteException(error.status === 403 ? 'NotPermittedException' : name, error.message);
  return { kind: 'exception', code: exception.code, message: exception.message };
}

function auditCall({ world, actor }: Visit, method: Method, params: readonly unknown[]): void {
  if (method.summary === undefined) return;
  const [object, group] = params;
  const isMembership = method.name === 'addUserToGroup' || method.name === 'removeUserFromGroup';
  addAuditRecord(world, {
    authorKey: actor.userKey,
    summary: method.summary,
    description: '',
    category: 'Users and groups',
    object: typeof object === 'string' ? object : (readText(object, 'name') ?? ''),
    objectType: method.name === 'addGroup' || method.name === 'removeGroup' ? 'Group' : 'User',
    ...(isMembership && typeof group === 'string' ? { associated: { name: group, objectType: 'Group' } } : {}),
  });
}
