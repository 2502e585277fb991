// Reads what stands in a form, as text or as a number; what is missing is empty, never invented.

export interface FormReading {
  readonly text: (name: string) => string;
  /** Null where nothing or no number stands there. */
  readonly number: (name: string) => number | null;
  readonly checked: (name: string) => boolean;
}

export function readForm(form: HTMLFormElement): FormReading {
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    text,
    number(name) {
      const written = text(name);
      const value = Number(written);
      return written === '' || Number.isNaN(value) ? null : value;
    },
    checked: (name) => data.has(name),
  };
}
