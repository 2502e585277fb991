// Whoever stands between us and the mail server must not be told our password by striking out its offer to encrypt.

const ourselves = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i;

/**
 * The address of the mail server, demanding encryption where we sign in at another machine. `?requireTLS=false` lets the
 * password or token go in the open all the same.
 */
export function demandEncryption(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  const { protocol, username, hostname, searchParams } = url;
  if (protocol !== 'smtp:' || username === '' || ourselves.test(hostname) || searchParams.has('requireTLS')) {
    return smtpUrl;
  }
  searchParams.set('requireTLS', 'true');
  return url.href;
}
