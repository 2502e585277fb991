// Compares what the lab answers on each version, call by call, with Atlassian's OpenAPI documents where they are present.
import { describe, expect, test } from 'vitest';
import { askConfluence } from '../ask.ts';
import { startLab } from '../lab.ts';
import { writePage } from '../world/content.ts';
import { findUser } from '../world/views.ts';
import { createAnswerJudge } from './judge.ts';
import { findSpecsFolder } from './specs.ts';

const folder = findSpecsFolder();
const absent = 'OpenAPI conformance: skipped, because the folder of LAB_SPECS_DIR is absent';
if (folder === null) process.stderr.write(`${absent}\n`);

const READS = [
  '/rest/api/user?username=admin',
  '/rest/api/user?username=nobody',
  '/rest/api/user/current',
  '/rest/api/user/anonymous',
  '/rest/api/user/list?limit=20&expand=status',
  '/rest/api/user/memberof?username=admin',
  '/rest/api/group',
  '/rest/api/group/keep',
  '/rest/api/group/keep/member',
  '/rest/api/group/keep/groupmember',
  '/rest/api/group/keep/groupparent',
  '/rest/api/group/keep-board/groupancestor',
  '/rest/api/group/info?groupName=keep',
  '/rest/api/group/member?groupName=keep',
  '/rest/api/group/groupmember?groupName=keep',
  '/rest/api/group/groupparent?groupName=keep',
  '/rest/api/group/groupancestor?groupName=keep',
  '/rest/api/admin/users/list/active?expand=lastLogin,status',
  '/rest/api/permissions',
  '/rest/api/permissions/user/admin.grant',
  '/rest/api/permissions/group/keep',
  '/rest/api/permissions/anonymous',
  '/rest/api/permissions/unlicensed',
  '/rest/api/longtask',
  '/rest/api/server-information',
  '/rest/api/instance-metrics',
  '/rest/api/cluster/nodes',
  '/rest/api/search?cql=type%3Duser',
] as const;

describe.skipIf(folder === null)(folder === null ? absent : 'OpenAPI conformance', () => {
  test.each(['9.2', '9.4', '10.2'])('every answer of %s agrees', async (line) => {
    const lab = await startLab({ confluence: line, users: 150, deleteTaskMs: 0 });
    for (const path of READS) {
      await askConfluence(lab, path);
      await askConfluence(lab, path, { authorization: null });
    }
    const author = findUser(lab.world, 'no.email');
    if (author === undefined) throw new Error('the lab lacks no.email');
    const page = writePage(lab.world, { author, editors: { userKeys: [author.userKey], groups: ['keep'] } });
    const restriction = `/rest/api/content/${page.id}/restriction/byOperation/update`;
    await askConfluence(lab, `${restriction}?expand=restrictions.user,restrictions.group`);
    const cql = encodeURIComponent('contributor in ("no.email") and type = "page"');
    await askConfluence(lab, `/rest/api/content/search?cql=${cql}&expand=restrictions.update.restrictions.user`);
    const body = { userName: 'conform', fullName: 'Conform', email: 'c@example.com', password: 'pw' };
    for (const wish of [body, body, {}]) {
      await askConfluence(lab, '/rest/api/admin/user', { method: 'POST', body: wish });
    }
    await askConfluence(lab, '/rest/api/admin/group', { method: 'POST', body: { type: 'group', name: 'conform' } });
    const submitted = await askConfluence(lab, '/rest/api/admin/user/conform', { method: 'DELETE' });
    await askConfluence(lab, `/rest/api/longtask/${(submitted.json as { id: string }).id}`);
    await askConfluence(lab, '/rest/api/longtask');
    expect(lab.violations).toEqual([]);
    expect(lab.judged?.size).toBeGreaterThan(20);
    await lab.close();
  });

  test('the judge sees: a planted difference is told', () => {
    const judge = createAnswerJudge(folder ?? '', '10.2');
    const route = '/rest/api/user';
    judge.judge({ method: 'GET', route, url: route, status: 200, body: { type: 'known', username: 'x', mail: 'y' } });
    expect(judge.violations.join('\n')).toContain('GET /rest/api/user 200: / must NOT have additional properties');
  });
});
