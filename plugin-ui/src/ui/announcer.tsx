// Says counts and progress to those who listen instead of look: one polite live region for the whole page.
import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useState } from 'preact/compat';

type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Says a text once it has been drawn; the same text twice in a row is said once. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

export function Announcer({ children }: { readonly children: ComponentChildren }) {
  const [text, setText] = useState('');
  const announce = useCallback((said: string) => setText(said), []);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div class="um-hidden" aria-live="polite" role="status">
        {text}
      </div>
    </AnnounceContext.Provider>
  );
}
