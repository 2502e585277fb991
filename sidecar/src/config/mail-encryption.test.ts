// What may be said about encryption in the address of the mail server, and what is refused because it could mean two things.
import { describe, expect, it } from 'vitest';
import { readEnvironment } from './read-environment.ts';

const read = (UM_SMTP_URL: string) =>
  readEnvironment({ UM_SMTP_URL }, () => {
    throw new Error('There is no file.');
  });

describe('the address of the mail server', () => {
  it.each([
    ['smtp://um:pass@mail.test?requireTLS=1', 'requireTLS neither true nor false; allowed is requireTLS=true or'],
    ['smtp://um:pass@mail.test?requireTLS=yes', 'requireTLS neither true nor false'],
    ['smtp://mail.test?requireTLS', 'requireTLS neither true nor false'],
    ['smtp://mail.test?ignoreTLS=TRUE', 'ignoreTLS neither true nor false'],
    ['smtp://mail.test?requireTLS=true&requireTLS=false', 'requireTLS more than once'],
    ['smtp://mail.test?requiretls=true', 'with other capitals; allowed is requireTLS'],
    ['smtp://um:pass@mail.test?ignoreTLS=true', 'allowed is requireTLS=false beside it'],
    ['smtp://um:pass@localhost.evil.test?ignoreTLS=true', 'allowed is requireTLS=false beside it'],
    ['smtp://um:pass@127.evil.test?ignoreTLS=true', 'allowed is requireTLS=false beside it'],
    ['smtp://um:pass@mail.test?opportunisticTLS=true', 'allowed is requireTLS=false beside it'],
    ['smtp://mail.test?requireTLS=true&ignoreTLS=true', 'requireTLS=true and ignoreTLS=true; allowed is one of them'],
    ['smtps://um:pass@mail.test?ignoreTLS=true', 'encrypts from the first byte, and ignoreTLS=true'],
    ['smtps://um:pass@mail.test?requireTLS=false', 'encrypts from the first byte, and requireTLS=false'],
  ])('is refused with one sentence where its words have no one meaning: %s', (url, sentence) => {
    const { faults } = read(url);
    expect(faults).toEqual([expect.stringContaining(sentence)]);
    expect(faults[0]).toMatch(/^UM_SMTP_URL .+; allowed is .+\.$/);
    expect(faults[0]).not.toContain('pass@');
  });

  it.each([
    ['smtp://um:pass@mail.test?requireTLS=false'],
    ['smtp://um:pass@mail.test?requireTLS=false&ignoreTLS=true'],
    ['smtp://um:pass@localhost.evil.test?requireTLS=false'],
    ['smtp://um:pass@127.evil.test?requireTLS=false'],
  ])('is taken with a warning where it lets a password go in the open: %s', (url) => {
    const { faults, warnings } = read(url);
    expect([faults, warnings]).toEqual([[], [expect.stringMatching(/^UM_SMTP_URL signs in unencrypted/)]]);
  });

  it.each([
    ['smtp://mail.test?ignoreTLS=true'],
    ['smtp://um:pass@mail.test?requireTLS=true&ignoreTLS=false'],
    ['smtp://um:pass@localhost?ignoreTLS=true'],
    ['smtp://um:pass@[::1]:1025?requireTLS=false'],
    ['smtps://um:pass@mail.test?requireTLS=true&tls.rejectUnauthorized=false'],
  ])('is taken without a word where its words have one meaning and nothing secret goes in the open: %s', (url) => {
    const { faults, warnings } = read(url);
    expect([faults, warnings]).toEqual([[], []]);
  });
});
