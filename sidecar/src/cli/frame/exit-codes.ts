// How a command ends, as a number for scripts; CLI.md tells people. Beyond 2 the numbers are those of BSD's sysexits.

export const exitCodes = {
  /** Done, and nothing is at fault. Warnings alone end like this too. */
  well: 0,
  /** Done, and something was found to be at fault. */
  findings: 1,
  /** The command line is not understood; nothing was done. */
  usage: 2,
  /** The sidecar says no, because of how things stand: nothing was done. */
  declined: 65,
  /** The file that was named cannot be read. */
  cannotRead: 66,
  /** Confluence, the sidecar, or what should be it, cannot be reached. */
  hostUnreachable: 69,
  /** Something broke on our side. */
  internal: 70,
  /** The file that was asked for cannot be written. */
  cannotWrite: 73,
  /** Confluence refused the sign-in, or the right that the account needs. */
  refused: 77,
  /** The configuration has faults. The sidecar itself ends with this number too. */
  configuration: 78,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
