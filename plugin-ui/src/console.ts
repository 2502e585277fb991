// What every page is handed: the way to the sidecar, the session, and where the console stands.
import { createContext } from 'preact';
import { useContext, useSyncExternalStore } from 'preact/compat';
import type { Api } from './api.ts';
import type { Place } from './host.ts';
import { isEnough, type Role, type Session, type SessionState } from './session.ts';

export interface Console {
  readonly api: Api;
  readonly session: Session;
  readonly place: Place;
}

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (console === null) throw new Error('a page stands outside the console');
  return console;
}

export function useApi(): Api {
  return useConsole().api;
}

export function useSession(): SessionState {
  const { session } = useConsole();
  return useSyncExternalStore(session.subscribe, session.state);
}

/** Whether whoever is signed in may do what takes this role; the sidecar decides, the page offers nothing in vain. */
export function useMay(role: Role): boolean {
  const state = useSession();
  return 'role' in state && isEnough(state.role, role);
}

/** Whether they may let go what somebody stopped: whoever did that may, and every administrator. */
export function useMayLetGo(stoppedBy: string | null): boolean {
  const state = useSession();
  const isOwn = 'user' in state && state.user.username === stoppedBy;
  return useMay('administrator') || (useMay('operator') && isOwn);
}

/** Whether they may go on holding it in place of whoever stopped it, who can then let it go no longer. */
export function useMayTakeOver(stoppedBy: string | null): boolean {
  const state = useSession();
  const isAnother = 'user' in state && stoppedBy !== null && state.user.username !== stoppedBy;
  return useMay('administrator') && isAnother;
}

/** Whether a password would be taken; where nobody has said, it may be. */
export function useTakesPasswords(): boolean {
  const { place } = useConsole();
  const state = useSession();
  return !place.tokensOnly && !('passwordSignIn' in state && state.passwordSignIn === false);
}

export function useProofWanted(): boolean {
  const { session } = useConsole();
  return useSyncExternalStore(session.subscribe, session.isProofWanted);
}
