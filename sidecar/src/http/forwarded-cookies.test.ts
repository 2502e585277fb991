// Which of a browser's cookies go on to Confluence, and which of them make its session.
import { describe, expect, it } from 'vitest';
import { readForwardedCookies } from './forwarded-cookies.ts';

describe('the cookies of a browser', () => {
  it('go on all together, because a balancer needs its own to find the node that knows the session', () => {
    expect(readForwardedCookies('ROUTEID=.2; JSESSIONID=AB12;seraph.confluence="x%3A1" ')).toEqual({
      cookies: 'ROUTEID=.2; JSESSIONID=AB12; seraph.confluence="x%3A1"',
      session: 'JSESSIONID=AB12; seraph.confluence="x%3A1"',
    });
  });

  it('go on without ours, in whatever dress they come', () => {
    const found = readForwardedCookies('um-session=1; __Host-um-session=2; __Secure-UM-x=3; JSESSIONID=AB12; sum-up=4');
    expect(found?.cookies).toBe('JSESSIONID=AB12; sum-up=4');
  });

  it('make the same session in whatever order and company they come', () => {
    const [one, other] = ['JSESSIONID=1; crowd.token_key=2; _ga=3', '_ga=4; crowd.token_key=2; JSESSIONID=1'].map(
      (header) => readForwardedCookies(header)?.session,
    );
    expect(one).toBe(other);
  });

  it.each([undefined, '', 'theme=dark', 'xJSESSIONID=1', 'JSESSIONID', `JSESSIONID=${'1'.repeat(9_000)}`])(
    'make no session as %s',
    (header) => {
      expect(readForwardedCookies(header)).toBeNull();
    },
  );
});
