// The start page: how everybody stands, what needs a person, and what runs next.
import { useQuery } from '@tanstack/react-query';
import type { OverviewDocument } from '../../../sidecar/src/contract/overview.ts';
import { ApiFault } from '../api.ts';
import { useApi } from '../console.ts';
import { Loadable } from '../ui/loadable.tsx';
import { ComingAndLast } from './coming-and-last.tsx';
import { LicenceCard } from './licence-card.tsx';
import { NeedsYou } from './needs-you.tsx';
import { ProcessBar } from './process-bar.tsx';
import { FirstReading, ReadingLine } from './reading.tsx';
import { SourcesTable } from './sources-table.tsx';
import { StandingCard } from './standing-card.tsx';

export function OverviewPage() {
  const api = useApi();
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => api.get<OverviewDocument>('/overview', signal),
  });
  const unread = overview.error instanceof ApiFault && overview.error.code === 'no_snapshot';
  return (
    <>
      <ProcessBar />
      {unread ? (
        <FirstReading />
      ) : (
        <>
          <Loadable query={overview} lines={4}>
            {(found) => (
              <>
                <StandingCard overview={found} />
                <ReadingLine readAt={found.readAt} snapshotId={found.snapshotId} />
              </>
            )}
          </Loadable>
          <div class="um-columns">
            <NeedsYou />
            <LicenceCard />
            <ComingAndLast />
            <SourcesTable />
          </div>
        </>
      )}
    </>
  );
}
