// The environment, validated: a nested, frozen Config, the Secrets apart, and every fault reported at once.

/** Everything the process is told from outside, secrets excepted. */
export interface Config {
  readonly confluence: {
    /** Base URL with context path, without a trailing slash. */
    readonly url: string;
    /** Who signs in: the kind only, the values are in Secrets. */
    readonly credentials: 'token' | 'password';
  };
  readonly database: { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres' };
  readonly listen: { readonly host: string; readonly port: number };
  /** Starts with `/`, has no trailing slash; empty for the root. */
  readonly basePath: string;
  readonly trustedProxies: readonly string[];
  readonly mail: { readonly enabled: boolean; readonly from: string };
  readonly groups: {
    readonly administrators: readonly string[];
    readonly operators: readonly string[];
    readonly auditors: readonly string[];
    readonly licence: readonly string[];
  };
  /** For links in mails; null leaves them out. */
  readonly publicUrl: string | null;
  readonly policiesDir: string | null;
  /** IANA zone for schedules that name none, and for dates in mails. */
  readonly timeZone: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
}

/** Never logged, journaled, stored or mailed. */
export interface Secrets {
  readonly confluence:
    | { readonly kind: 'token'; readonly token: string }
    | { readonly kind: 'password'; readonly username: string; readonly password: string };
  /** At least 32 characters; keys are derived from it, one per purpose. */
  readonly secret: string;
  /** A `postgres://` address with its password; null for SQLite. */
  readonly databaseUrl: string | null;
  /** An `smtp://` or `smtps://` address; null when mail is off. */
  readonly smtpUrl: string | null;
}
