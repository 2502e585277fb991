// The main job once, without a person: sync, rehearsal, one live run, read-back, report mails, and the figures of it all.
import { type Demo, type DemoOptions, startDemo } from './demo.ts';
import { type Figures, gatherFigures, rehearseAll, runLive, syncOnce } from './main-job.ts';

/** Starts the demo and brings it to where somebody can look at it: read once, all policies rehearsed. */
export async function startRehearsed(options: DemoOptions): Promise<Demo> {
  const demo = await startDemo(options);
  try {
    options.say('Reading users, groups and activity …');
    await syncOnce(demo.api);
    options.say('Rehearsing the sample policies (nothing is changed):');
    await rehearseAll(demo.api, options.say);
    return demo;
  } catch (error) {
    await demo.close();
    throw error;
  }
}

/** Does the main job and ends everything it started. */
export async function runOnce(options: DemoOptions): Promise<Figures> {
  const startedMs = Date.now();
  const demo = await startRehearsed(options);
  try {
    options.say('Running "Inactive for 90 days" live:');
    const live = await runLive(demo.api, options.say);
    return await gatherFigures(demo, live, startedMs);
  } finally {
    await demo.close();
  }
}
