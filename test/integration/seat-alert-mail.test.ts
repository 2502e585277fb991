// The mail about seats that crossed a line, over real SMTP: once a crossing to each address, later where the server is down.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catchMails } from '../../scripts/demo/mail-catcher.ts';
import { describeAlert } from '../../sidecar/src/services/licence/alert.ts';
import { startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const to = ['licences@example.com', 'it@example.com'];
const dayMs = 86_400_000;

const closers: (() => Promise<void>)[] = [];
let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
  closers.push(folder.remove);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(smtpUrl: string | null) {
  const lab = await startLab({ users: 40 });
  closers.push(lab.close);
  const clock = createMovableClock('2026-03-01T02:00:00.000Z');
  const mail = smtpUrl === null ? {} : { smtpUrl };
  const { context, close } = await startSidecar({ lab, clock, publicUrl: 'https://wiki.example.com/um/', ...mail });
  closers.push(close);
  const draw = (rule: { readonly seats: number; readonly to: readonly string[] } | null) =>
    context.store.settings.set('licenceAlert', rule === null ? null : { percent: null, ...rule }, {
      by: 'ada',
      at: clock.now(),
    });
  const read = async () => {
    await context.takeSnapshot();
    await deliver();
    clock.advanceMs(dayMs);
  };
  const deliver = async () => {
    context.deliverer.wake();
    await context.deliverer.settled();
  };
  return { lab, clock, context, draw, read, deliver };
}

async function startCatcher(refuses: (recipient: string) => boolean = () => false) {
  const catcher = await catchMails(folder.path, { refuses });
  closers.unshift(catcher.close);
  return catcher;
}

describe('the mail about seats', () => {
  it('goes to each address once a crossing, with the numbers and the way into the console, and names nobody', async () => {
    const catcher = await startCatcher();
    const { lab, draw, read } = await start(catcher.url);
    await draw({ seats: 3, to });
    await read();
    await read();
    expect(catcher.mails.map((mail) => (Array.isArray(mail.to) ? mail.to[0]?.text : mail.to?.text)).sort()).toEqual(
      [...to].sort(),
    );
    const [mail] = catcher.mails;
    expect(mail?.subject).toMatch(
      new RegExp(`^Confluence licence: \\d+ of ${lab.world.licenceSeats} seats are taken$`),
    );
    expect(mail?.text).toContain('You wanted to be told from 3 on.');
    expect(mail?.text).toContain('https://wiki.example.com/um/#/licences');
    expect(mail?.html).toContain('href="https://wiki.example.com/um/#/licences"');
    for (const { username } of lab.world.users.values()) expect(mail?.text).not.toContain(username);
    await draw(null);
    await read();
    await draw({ seats: 3, to: to.slice(0, 1) });
    await read();
    expect(catcher.mails).toHaveLength(3);
  });

  it('comes once the server takes it, tried again with growing waits', async () => {
    let down = true;
    const catcher = await startCatcher(() => down);
    const { context, clock, draw, read, deliver } = await start(catcher.url);
    await draw({ seats: 3, to: to.slice(0, 1) });
    await read();
    expect(catcher.mails).toHaveLength(0);
    down = false;
    await deliver();
    await deliver();
    expect(catcher.mails).toHaveLength(1);
    clock.advanceMs(dayMs);
    await deliver();
    expect(catcher.mails).toHaveLength(1);
    expect((await describeAlert(context)).mailFailures).toEqual([]);
  });

  it('is laid aside where no mail server is configured, and the page is told why', async () => {
    const { context, draw, read } = await start(null);
    await draw({ seats: 3, to });
    await read();
    expect(await describeAlert(context)).toMatchObject({
      raised: [{ line: 'seats', threshold: 3 }],
      mailFailures: ['mail_off', 'mail_off'],
    });
  });
});
