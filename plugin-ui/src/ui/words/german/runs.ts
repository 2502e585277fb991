// German: runs, their list, their page, and what people decide about them.
export const runs = {
  'run.bulk': 'Massenaktion',
  'run.mode.test': 'Test',
  'run.mode.live': 'scharf',
  'run.paused': 'angehalten',
  'run.ending.completed': 'abgeschlossen',
  'run.ending.quarantined': 'zurückgehalten',
  'run.ending.failed': 'gescheitert',
  'run.ending.cancelled': 'abgebrochen',
  'run.state.requested': 'beginnt gleich',
  'run.state.reading': 'liest Confluence',
  'run.state.planning': 'plant',
  'run.state.executing': 'arbeitet',
  'run.state.verifying': 'liest nach',
  'run.state.reporting': 'schreibt den Bericht',
  'run.state.finished': 'fertig',
} as const;
