// The headers worth knowing, each cut down to what can say nothing of anybody.

const digits = /^\d{1,9}$/;

/** What is told of a header: its value where the whole of it matches, else what stands here. */
const headers: Readonly<Record<string, { readonly form: RegExp; readonly otherwise: string }>> = {
  'content-type': { form: /^[a-z]+\/[a-z0-9.+-]+(?:;\s*charset=[a-z0-9-]+)?$/i, otherwise: 'other' },
  'x-seraph-loginreason': { form: /^[A-Z_]+(?:,\s*[A-Z_]+)*$/, otherwise: 'other' },
  'x-embedded-crowd-version': { form: /^[A-Za-z]+\/\d+(?:\.\d+){1,3}$/, otherwise: 'other' },
  'x-ratelimit-limit': { form: digits, otherwise: 'other' },
  'x-ratelimit-remaining': { form: digits, otherwise: 'other' },
  'x-ratelimit-interval-seconds': { form: digits, otherwise: 'other' },
  'x-ratelimit-fillrate': { form: digits, otherwise: 'other' },
  'retry-after': { form: digits, otherwise: 'other' },
  'www-authenticate': { form: /^(?:Basic|Bearer|OAuth|Negotiate|NTLM)$/, otherwise: 'present' },
  allow: { form: /^[A-Z]+(?:,\s*[A-Z]+)*$/, otherwise: 'other' },
  'x-ausername': { form: /^(?!)/, otherwise: 'present' },
  location: { form: /^(?!)/, otherwise: 'present' },
  'set-cookie': { form: /^(?!)/, otherwise: 'present' },
  date: { form: /^(?!)/, otherwise: 'present' },
  via: { form: /^(?!)/, otherwise: 'present' },
};

/** Chosen headers of an answer; those it does not have are left out. */
export function describeHeaders(header: (name: string) => string | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, { form, otherwise }]) => {
      const value = header(name);
      return value === undefined ? [] : [[name, form.test(value) ? value.toLowerCase() : otherwise]];
    }),
  );
}
