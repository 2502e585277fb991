// What receivers of the audit trail have in common, whatever protocol they speak.
/** One entry of the audit trail on its way to whoever watches security. */
export interface SinkLine {
  /** ISO-8601 in UTC. */
  readonly at: string;
  readonly event: string;
  /** JSON on one line. */
  readonly text: string;
}

/** A receiver of the audit trail; `send` rejects where the lines may not have arrived, and they come again then. */
export interface AuditSink {
  /** What it is known by, without secrets. */
  readonly name: string;
  readonly send: (lines: readonly SinkLine[]) => Promise<void>;
}
