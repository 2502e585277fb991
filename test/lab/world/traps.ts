// The traps: users a careful product leaves alone, though nearly all of them look idle to a naive "inactive for 90 days".
import { type CastMember, describeMember } from './cast.ts';

const LICENSED = 'confluence-users';
const EXEMPT = [LICENSED, 'keep'];

/** Whose credentials the ready line carries. */
export const ADMIN_USERNAME = 'admin';
/** The account a sidecar would run under: a system administrator with a token, idle on paper. */
export const SERVICE_USERNAME = 'um-service';

export const TRAPS: readonly CastMember[] = [
  ...[
    {
      trap: 'administrator',
      username: ADMIN_USERNAME,
      why: 'the human system administrator of the ready line; direct member of the administrators, last login 200 days ago',
      displayName: 'Ada Ministrator',
      loginDaysAgo: 200,
      groups: [LICENSED, 'confluence-administrators'],
    },
    {
      trap: 'own account',
      username: SERVICE_USERNAME,
      why: 'the account the product itself runs under: system administrator, works by token, never logged in',
      displayName: 'User Management (service)',
      loginDaysAgo: null,
      groups: [LICENSED, 'confluence-administrators'],
      tokens: ['user-management'],
    },
    {
      trap: 'idle administrator',
      username: 'admin.idle',
      why: 'direct member of confluence-administrators, last login over a year ago',
      groups: [LICENSED, 'confluence-administrators'],
    },
    {
      trap: 'administrator who never logged in',
      username: 'admin.never',
      why: 'the emergency account: system administrator in a sealed envelope',
      loginDaysAgo: null,
      groups: [LICENSED, 'confluence-administrators'],
    },
    {
      trap: 'administrator by nested group',
      username: 'admin.nested',
      why: 'administrator only because platform-admins lies inside confluence-administrators; idle for 300 days',
      loginDaysAgo: 300,
      groups: [LICENSED, 'platform-admins'],
    },
    {
      trap: 'administrator by another group',
      username: 'admin.site',
      why: 'site-administrators holds application/administer; no member of confluence-administrators',
      groups: [LICENSED, 'site-administrators'],
    },
    {
      trap: 'administrator by own grant',
      username: 'admin.grant',
      why: 'holds application/administer personally, through no group at all',
      grants: ['application/administer'] as const,
    },
    {
      trap: 'service account that never logs in',
      username: 'build-bot',
      why: 'uses its tokens every hour and has no login at all',
      displayName: 'Build Bot',
      loginDaysAgo: null,
      tokens: ['pipeline', 'release'],
    },
    {
      trap: 'service account, exempt by nested group',
      username: 'svc-backup',
      why: 'logged in once when it was set up, 900 days ago; service-accounts lies inside the exempt group keep',
      loginDaysAgo: 900,
      groups: [LICENSED, 'service-accounts'],
      tokens: ['backup'],
    },
    {
      trap: 'created yesterday',
      username: 'new.yesterday',
      why: 'created yesterday and not yet logged in',
      createdDaysAgo: 1,
      loginDaysAgo: null,
    },
    {
      trap: 'activity unknown, licensed',
      username: 'unknown.licensed',
      why: 'uses Confluence daily by single sign-on; the host leaves lastLogin out of its answers',
      loginDaysAgo: 0.5,
      loginTold: false,
    },
    {
      trap: 'activity unknown, unlicensed',
      username: 'unknown.unlicensed',
      why: 'holds no licence, so the list of licensed users does not show this user and no login is told',
      loginDaysAgo: 3,
      loginTold: false,
      groups: ['partners/emea'],
    },
    {
      trap: 'already disabled, idle',
      username: 'disabled.idle',
      why: 'disabled long ago, still a member of the licence group',
      loginDaysAgo: 700,
      active: false,
    },
    {
      trap: 'already disabled, recently active',
      username: 'disabled.recent',
      why: 'disabled by hand last week, had logged in the day before',
      loginDaysAgo: 8,
      active: false,
    },
    {
      trap: 'exempt by direct group',
      username: 'keep.direct',
      why: 'direct member of the exempt group keep',
      groups: EXEMPT,
    },
    {
      trap: 'exempt by nested group',
      username: 'keep.nested',
      why: 'member of keep-board, a child group of the exempt group keep',
      groups: [LICENSED, 'keep-board'],
    },
    {
      trap: 'exempt by twice nested group',
      username: 'keep.nested.twice',
      why: 'member of keep-board-deputies, a child of keep-board, a child of keep',
      groups: [LICENSED, 'keep-board-deputies'],
    },
    {
      trap: 'exempt by group with a slash',
      username: 'keep.slash',
      why: 'member of keep/legal, a child of keep whose name no path can carry',
      groups: [LICENSED, 'keep/legal'],
    },
    {
      trap: 'licence granted by two groups',
      username: 'two.licences.kept',
      why: 'licensed by confluence-users and all-staff; exempt, so both must stay',
      groups: [...EXEMPT, 'all-staff'],
    },
    {
      trap: 'login in the future',
      username: 'clock.skew',
      why: 'the last login lies two days in the future, because one node had a wrong clock',
      loginDaysAgo: -2,
    },
    ...describeNameTraps(),
  ].map(describeMember),
];

/** Exempt people with difficult usernames, and busy people whose names an idle one turns into when encoded wrongly. */
function describeNameTraps(): (Pick<CastMember, 'trap' | 'username' | 'why'> & Partial<CastMember>)[] {
  const exempt: readonly (readonly [string, string])[] = [
    ['username with a space', 'jean dupont'],
    ['username with a plus', 'plus+kept'],
    ['username with a percent sign', 'percent%20kept'],
    ['username with an apostrophe', "o'neill"],
    ['username with a slash', 'emea/kept'],
    ['username with a question mark, ampersand and hash', 'who?a&b#c'],
    ['username with capitals', 'Mixed.Case'],
    ['username in Cyrillic', 'иван.петров'],
    ['username in CJK', '田中太郎'],
    ['username in Arabic', 'ليلى.حداد'],
    ['username with dotless i', 'ışıl.yılmaz'],
    ['username with umlaut', 'jörg.müller'],
  ];
  const busy: readonly (readonly [string, string])[] = [
    ['busy twin of a plus', 'plus idle'],
    ['busy twin of a percent sign', 'percent idle'],
    ['busy twin of an umlaut', 'jorg.gross'],
  ];
  return [
    ...exempt.map(([trap, username]) => ({
      trap,
      username,
      why: 'idle, but a direct member of the exempt group keep: found only by who encodes the name correctly',
      groups: EXEMPT,
    })),
    ...busy.map(([trap, username]) => ({
      trap,
      username,
      why: 'logged in today; hit by who decodes or folds the name of an idle user wrongly',
      loginDaysAgo: 0.3,
    })),
  ];
}
