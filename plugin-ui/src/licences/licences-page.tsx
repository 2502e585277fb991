// Users and licences: how long ago everybody was last active, where the seats go, what others have to do, what came undone.
import { ActivityCard } from './activity-card.tsx';
import { HandOvers } from './hand-overs.tsx';
import { Rebounds } from './rebounds.tsx';
import { SeatsCard } from './seats-card.tsx';

export function LicencesPage() {
  return (
    <>
      <ActivityCard />
      <SeatsCard />
      <HandOvers />
      <Rebounds />
    </>
  );
}
