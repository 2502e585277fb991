// What every service is given: the store, the clock, who answers at the other end, and a way to wake what runs by itself.
import type { DirectorySources, HostPort, IdentityPort } from '../adapters/ports.ts';
import type { LinkFault } from '../audit/check-links.ts';
import type { Signer } from '../audit/signature.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { HostRank } from '../domain/ceiling.ts';
import type { LinkPurpose, LinkSigner } from '../domain/personal-link.ts';
import type { UserKey } from '../domain/user.ts';
import type { Simulation } from '../store/simulations.ts';
import type { Store } from '../store/store.ts';
import type { Explain } from './explain.ts';
import type { HostWatch } from './host.ts';
import type { FindMissing } from './policies.ts';
import type { Simulate } from './simulations.ts';

/** Rings the bell of something that outlives a request; it looks into the store by itself. */
export interface Wake {
  readonly runner: () => void;
  readonly snapshot: () => void;
  readonly scheduler: () => void;
  readonly mails: () => void;
}

export interface ServiceContext {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly host: HostPort;
  readonly hostWatch: HostWatch;
  readonly identity: IdentityPort;
  /** Everything that tells of user directories. */
  readonly directorySources: Pick<DirectorySources, 'hear'>;
  /** Which abilities a policy must do without at a host. */
  readonly findMissing: FindMissing;
  /** Makes the plan a policy would make now; nothing is changed by it. */
  readonly simulate: Simulate;
  /** Answers for one user why a policy means them or not. */
  readonly explain: Explain;
  /** The user keys of those who administer both Confluence and this product; null for all others. Throws `HostFailure`. */
  readonly findAdministrators: (usernames: readonly string[]) => Promise<readonly (string | null)[]>;
  /** What somebody may do in Confluence themselves now, null where it does not tell; and who is above administrators there. */
  readonly findHostStanding: (
    userKey: UserKey,
  ) => Promise<{ readonly rank: HostRank | null; readonly systemGroups: ReadonlySet<string> }>;
  /** Which mail templates are in use; those of the site's own are looked at anew. */
  readonly mailTemplates: () => Promise<readonly ListedTemplate[]>;
  /** Renders a mail as it would go out now, and sends nothing. */
  readonly previewMail: (wanted: {
    readonly kind: 'report' | 'stage-warning' | 'password-notice' | 'access-taken' | 'digest' | 'licence-alert';
    readonly runId: number | null;
  }) => Promise<PreviewedMail>;
  /** Hands one plain mail to the mail server now: the code of what stood in the way, or null. */
  readonly sendTestMail: (to: string) => Promise<string | null>;
  /** The key that signs the audit trail, and what was found when the trail was last checked. */
  readonly trail: {
    readonly signer: Signer;
    readonly state: () => {
      readonly checked: { readonly through: number; readonly at: string } | null;
      readonly fault: LinkFault | null;
    };
  };
  /** Sign links in mails, one key a purpose. */
  readonly linkSigners: Readonly<Record<LinkPurpose, LinkSigner>>;
  /** Renders the mails the next run would send if it planned the same, and sends nothing. */
  readonly previewSimulation: (simulation: Simulation) => Promise<SimulatedMails>;
  readonly wake: Wake;
}

/** `recipients` get the report; `warning` is that of the first user who would be warned, null where nobody would be. */
export interface SimulatedMails {
  readonly report: RenderedMail;
  readonly recipients: readonly string[];
  readonly warning: (RenderedMail & { readonly to: string }) | null;
}

type RenderedMail = Pick<PreviewedMail, 'subject' | 'text' | 'html'>;

export interface ListedTemplate {
  readonly file: string;
  readonly state: 'built-in' | 'own' | 'broken';
  readonly fault: string | null;
}

export interface PreviewedMail {
  /** Null where the mail is about no run, or made up. */
  readonly runId: number | null;
  /** Whether it is made up, because there has been no such mail yet. */
  readonly madeUp: boolean;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly filename: string; readonly content: string }[];
}

/** The person who asks, as their session names them. */
export interface Actor {
  readonly userKey: string;
  readonly username: string;
  /** The number of their token for the API that asks in their name; absent where they are signed in. */
  readonly token?: number | undefined;
}
