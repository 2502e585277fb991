// Lines of Confluence's access log: who asked for what, when, and whether that is use by a person.
import { describe, expect, it } from 'vitest';
import { compilePattern, defaultPattern } from './pattern.ts';
import { isPersonalUse } from './personal-use.ts';

const read = compilePattern(defaultPattern);
const line = (parts: { user?: string; request?: string; status?: string } = {}) => {
  const { user = 'mara', request = 'GET /confluence/display/DS/Home?x=1 HTTP/1.1', status = '200' } = parts;
  return `[18/Dec/2020:12:57:26 +1100] ${user} http-nio-8090-exec-6 0:0:0:0:0:0:0:1 ${request} ${status} 1020ms 7881 http://localhost:8090/index.action?a=%2F Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_6)`;
};

describe('a line of the log', () => {
  it('tells instant, user, path and status in the form Confluence ships', () => {
    expect(read(line())).toEqual({
      atMs: Date.parse('2020-12-18T01:57:26Z'),
      username: 'mara',
      path: '/confluence/display/DS/Home',
      status: 200,
    });
  });

  it('knows nobody behind a dash, and names as they stand in an address', () => {
    expect(read(line({ user: '-' }))?.username).toBeNull();
    expect(read(line({ user: 'anonymous' }))?.username).toBeNull();
    expect(read(line({ user: 'zo%C3%AB' }))?.username).toBe('zoë');
    expect(read(line({ user: '100%' }))?.username).toBe('100%');
    expect(read(line({ user: 'plus idle' }))?.username).toBe('plus idle');
  });

  it('is read by another pattern of server.xml', () => {
    const forwarded = compilePattern(
      `%t %{X-Forwarded-For}i %{X-AUSERNAME}o %I %h %r %s %Dms %b %{Referer}i %{User-Agent}i`,
    );
    expect(forwarded(line().replace('] mara', '] 192.0.2.7 mara'))?.username).toBe('mara');
    const common = compilePattern('%h %l %{X-AUSERNAME}o %t "%r" %s %b "%{Referer}i" "%{User-Agent}i"');
    expect(common('192.0.2.7 - mara [18/Dec/2020:12:57:26 +1100] "GET /x HTTP/1.1" 200 17 "-" "curl 8"')).toMatchObject(
      {
        username: 'mara',
        path: '/x',
      },
    );
    expect(() => compilePattern('%t %r %s')).toThrow('tells no user');
  });

  it.each(['', 'garbage', '[18/Xyz/2020:12:57:26 +1100] mara a b GET / HTTP/1.1 200 1ms 1 - x', line().slice(0, 60)])(
    'is none where it is %j',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );
});

describe('use by a person', () => {
  const use = (parts: Parameters<typeof line>[0]) => {
    const request = read(line(parts));
    return request !== null && isPersonalUse(request, ['/confluence/rest/monitoring/']);
  };

  it.each([
    'GET /confluence/display/DS/Home HTTP/1.1',
    'POST /rest/api/content HTTP/1.1',
    'GET / HTTP/1.1',
    'GET /dashboard.action HTTP/2.0',
  ])('is %s', (request) => {
    expect(use({ request })).toBe(true);
  });

  it.each([
    'GET /confluence/s/d41d8cd98f00b204/_/download/batch/x/x.js HTTP/1.1',
    'GET /s/-1/8/_/styles/x HTTP/1.1',
    'GET /images/icons/profilepics/default.svg HTTP/1.1',
    'GET /rest/quickreload/latest/2129924?since=1 HTTP/1.1',
    'GET /confluence/rest/mywork/latest/status/notification/count HTTP/1.1',
    'GET /confluence/rest/monitoring/x HTTP/1.1',
    'GET /favicon.ico HTTP/1.1',
  ])('is not %s', (request) => {
    expect(use({ request })).toBe(false);
  });

  it('is not what failed, and not what nobody did', () => {
    expect(use({ status: '404' })).toBe(false);
    expect(use({ status: '500' })).toBe(false);
    expect(use({ status: '302' })).toBe(true);
    expect(use({ user: '-' })).toBe(false);
  });
});
