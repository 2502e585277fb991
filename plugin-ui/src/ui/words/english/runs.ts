// English: runs, their list, their page, and what people decide about them.
export const runs = {
  'run.bulk': 'Bulk action',
  'run.mode.test': 'test',
  'run.mode.live': 'live',
  'run.paused': 'paused',
  'run.ending.completed': 'completed',
  'run.ending.quarantined': 'held',
  'run.ending.failed': 'failed',
  'run.ending.cancelled': 'stopped',
  'run.state.requested': 'about to start',
  'run.state.reading': 'reading Confluence',
  'run.state.planning': 'planning',
  'run.state.executing': 'at work',
  'run.state.verifying': 'reading back',
  'run.state.reporting': 'writing the report',
  'run.state.finished': 'finished',
} as const;
