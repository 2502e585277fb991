// German for what the page says in English by the sidecar's own sentences, put together from its parts.
import { audit } from './codes/audit.ts';
import { decisions } from './codes/decisions.ts';
import { host } from './codes/host.ts';
import { impact } from './codes/impact.ts';
import { mails } from './codes/mails.ts';
import { requests } from './codes/requests.ts';
import { sources } from './codes/sources.ts';
import { unknowns } from './codes/unknowns.ts';
import { said } from './said.ts';

export const codes = {
  ...requests,
  ...decisions,
  ...host,
  ...sources,
  ...mails,
  ...impact,
  ...unknowns,
  ...audit,
  ...said,
} as const;
