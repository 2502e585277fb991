// Users and licences: how long ago everybody was last active, and where the seats of the licence go.
import { ActivityCard } from './activity-card.tsx';
import { SeatsCard } from './seats-card.tsx';

export function LicencesPage() {
  return (
    <>
      <ActivityCard />
      <SeatsCard />
    </>
  );
}
