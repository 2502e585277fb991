// German: why a plan is held for what its users would leave behind. The sidecar's own sentence is the English one.
export const impact = {
  'guard.plan.impact': 'Zurückgehalten, weil die Richtlinie es verlangt: {parts}. Der Plan nennt, wen es betrifft.',
  'guard.plan.impact.soleSpaceAdministrator': {
    one: '{count} Benutzer ließe einen Bereich ohne Administrator zurück',
    other: '{count} Benutzer ließen einen Bereich ohne Administrator zurück',
  },
  'guard.plan.impact.soleEditor': {
    one: '{count} Benutzer ließe eine Seite zurück, die sonst niemand bearbeiten darf',
    other: '{count} Benutzer ließen eine Seite zurück, die sonst niemand bearbeiten darf',
  },
  'guard.plan.impact.personalSpace': {
    one: '{count} Benutzer ließe einen persönlichen Bereich zurück',
    other: '{count} Benutzer ließen einen persönlichen Bereich zurück',
  },
  'guard.plan.impact.tokensInUse': {
    one: '{count} Benutzer hat ein Token, das in den letzten 90 Tagen benutzt wurde',
    other: '{count} Benutzer haben ein Token, das in den letzten 90 Tagen benutzt wurde',
  },
  'guard.plan.impact.untold': 'was die Richtlinie dazu fragt, lässt sich hier nicht ermitteln: {kinds}',
} as const;
