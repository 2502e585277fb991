// The demo panel in English.
import type { PanelWords } from '../words.ts';

export const english: PanelWords = {
  language: 'en',
  title: 'Demo panel',
  starting: 'Everything is starting. This takes about a minute; the page looks again by itself.',
  lead: (confluence) => `What happens around the product: to the stand-in Confluence ${confluence}.`,
  clockAt: (instant) => `Its clock stands at ${instant}.`,
  clockSilent: 'The stand-in does not answer.',
  people: {
    title: 'A user logs in',
    what: 'As through the page: the last log-in becomes now.',
    username: 'Username',
    press: 'Log this user in',
  },
  directories: {
    title: 'Directories',
    what: 'At night the source is fed first, which makes active again whom the feed knows as employed, then Confluence reads it.',
    none: 'All of them are kept inside Confluence: there is nothing to synchronise.',
    synchronise: (directory) => `Synchronise ${directory} as at night`,
    breakSource: (directory) => `Break ${directory}: its source disables everybody`,
    restore: (directory) => `Bring everybody of ${directory} back`,
  },
  answers: {
    title: 'Answers',
    what: 'Confluence can be made to fail where the sidecar reads groups.',
    breakReading: 'Break the reading of groups',
    mend: 'Let Confluence answer again',
  },
  time: {
    title: 'Time',
    what:
      'Moves the clock of Confluence, and that of the sidecar by starting it anew. To the sidecar it was off meanwhile: days ' +
      'without activity count, waits between the stages of a policy do not. Clocks go forward only.',
    press: (days) => (days === 1 ? 'Move on by 1 day' : `Move on by ${days} days`),
  },
  version: {
    title: 'Version',
    what:
      'By REST alone 8.5 tells no last log-in: nobody is known to be idle, and no policy that asks for it touches anybody. ' +
      'Everything starts anew; plans, policies and runs of this demo are gone then.',
    press: (version) => (version === '8.5' ? 'Switch to 8.5, REST only' : `Switch to ${version}`),
  },
  done: {
    loggedIn: (username, instant) =>
      `${username} logged in at ${instant}. The sidecar learns of it when it reads the next time.`,
    synchronised: (directory, restored, changes) =>
      `${directory} was synchronised. Accounts that its feed made active again: ${restored}. Differences that Confluence took over: ${changes}.`,
    sourceBroken: (directory, disabled) => `Accounts that the source of ${directory} disabled: ${disabled}.`,
    readingBroken: 'Confluence answers 500 wherever groups are read, until you mend it.',
    mended: 'Confluence answers as it should again.',
    clockMoved: (instant) => `Both clocks stand at ${instant}. Everybody signs in anew.`,
    restarted: (version) =>
      `The demo was started anew as Confluence ${version}: another site, and no plan, policy or run of before.`,
  },
  wasStarting: 'Nothing was done, because everything was starting.',
  failed: (why) => `That did not work: ${why}.`,
  nobody: (username) => `there is no user ${username}`,
  clockSteps: (days) => `the clock moves by ${days} days`,
  versions: (names) => `the demo can be started as ${names}`,
  missing: { username: 'the form names no user', directory: 'the form names no directory' },
  noDirectory: (directory) => `there is no directory ${directory}`,
  keptInside: (directory) => `${directory} is kept inside Confluence, so there is nothing to synchronise it with`,
  labSilent: 'the stand-in for Confluence does not answer; end the demo and start it anew',
  labRefused: (said) => `the stand-in for Confluence says “${said}”`,
  sidecarSilent: 'the sidecar did not start again; its last lines stand where the demo was started',
  instant: (instant) => `${instant.slice(0, 16).replace('T', ' ')} UTC`,
};
