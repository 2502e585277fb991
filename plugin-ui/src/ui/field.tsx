// The frame of a field: its label above, a hint below where there is one, and the id that ties them to what is within.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/compat';

export interface FieldProps {
  readonly label: string;
  /** Said with the field where it names `hintId` as its description. */
  readonly hint?: string | undefined;
  readonly children: (ids: { readonly id: string; readonly hintId: string | undefined }) => ComponentChildren;
}

export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div class="um-field">
      <label for={id}>{label}</label>
      {children({ id, hintId })}
      {hint !== undefined && (
        <div id={hintId} class="um-hint">
          {hint}
        </div>
      )}
    </div>
  );
}
