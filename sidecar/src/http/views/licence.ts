// The licence as the wire shows it.
import type { LicenceDocument } from '../../contract/licence.ts';
import type { LicenceAlertDocument } from '../../contract/licence-outlook.ts';
import type { AlertState } from '../../services/licence/alert.ts';
import type { FoundLicence } from '../../services/licence.ts';
import { viewFailure } from './runs.ts';

export function viewLicence({ snapshot, finding, comparison }: FoundLicence): LicenceDocument {
  const { licence, figures, host, asked } = finding;
  const figuresOf = new Map(figures.groups.map((group) => [group.group, group]));
  const { ours, unknown, host: used, difference, explained } = comparison;
  return {
    snapshotId: snapshot.id,
    readAt: snapshot.startedAt,
    toldBy: licence.toldBy,
    asked: asked.map(({ witness, failure }) => ({ witness, failure: viewFailure(failure) })),
    seats: { ours, unknown, host: used, difference, explained, most: host.most, remaining: host.remaining },
    groups: licence.groups.map(({ name, below, complete }) => ({
      name,
      seats: figuresOf.get(name)?.seats ?? 0,
      only: figuresOf.get(name)?.only ?? 0,
      inside: below,
      complete,
    })),
    own: {
      holders: licence.holders.filter((holder) => holder.certain).length,
      uncertain: licence.holders.filter((holder) => !holder.certain).length,
      seats: figures.own.seats,
      only: figures.own.only,
    },
  };
}

export function viewAlert({ rule, raised, mailFailures }: AlertState): LicenceAlertDocument {
  return {
    rule,
    mailFailures: mailFailures.flatMap((code) => viewFailure(code) ?? []),
    raised: raised.map(({ line, threshold, seats, most, raisedAt }) => ({ line, threshold, seats, most, raisedAt })),
  };
}
