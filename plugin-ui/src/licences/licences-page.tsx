// Users and licences: last activity, seats over time and where they go, what runs did to them, what others have to do.
import { ActivityCard } from './activity-card.tsx';
import { AlertCard } from './alert-card.tsx';
import { BacktestCard } from './backtest-card.tsx';
import { EffectsCard } from './effects-card.tsx';
import { HandOvers } from './hand-overs.tsx';
import { Rebounds } from './rebounds.tsx';
import { SeatsCard } from './seats-card.tsx';
import { SeatsOverTime } from './seats-over-time.tsx';

export function LicencesPage() {
  return (
    <>
      <ActivityCard />
      <SeatsOverTime />
      <SeatsCard />
      <AlertCard />
      <EffectsCard />
      <BacktestCard />
      <HandOvers />
      <Rebounds />
    </>
  );
}
