// What the address of the mail server says about encryption: only what can be meant in one way is taken.

const words = ['requireTLS', 'ignoreTLS', 'opportunisticTLS'] as const;

const ourselves = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i;

/** One sentence for each word that is not plainly true or false, or contradicts another; none for what is no address. */
export function findEncryptionFaults(smtpUrl: string | undefined): string[] {
  const url = readAddress(smtpUrl);
  if (url === null) return [];
  const faults = [...url.searchParams.keys()].flatMap(refuseSpelling);
  for (const word of words) {
    const values = url.searchParams.getAll(word);
    if (values.length > 1) faults.push(`UM_SMTP_URL says ${word} more than once; allowed is once.`);
    else if (values.some((value) => value !== 'true' && value !== 'false')) {
      faults.push(`UM_SMTP_URL says ${word} neither true nor false; allowed is ${word}=true or ${word}=false.`);
    }
  }
  return faults.length > 0 ? faults : findContradictions(url);
}

/** A password or token would go in plain sight wherever the mail server, or somebody in between, offers no encryption. */
export function warnOfOpenSignIn(smtpUrl: string | undefined): string[] {
  const url = readAddress(smtpUrl);
  if (url === null || !signsInElsewhere(url) || url.searchParams.get('requireTLS') !== 'false') return [];
  return ['UM_SMTP_URL signs in unencrypted where no TLS is offered; take ?requireTLS=false away, or use smtps://.'];
}

function readAddress(smtpUrl: string | undefined): URL | null {
  return smtpUrl === undefined ? null : URL.parse(smtpUrl);
}

/** Whoever reads the address goes by the case of the letters, and would pass over another one. */
function refuseSpelling(name: string): string[] {
  const meant = words.find((word) => word.toLowerCase() === name.toLowerCase());
  if (meant === undefined || meant === name) return [];
  return [`UM_SMTP_URL spells ${meant} with other capitals; allowed is ${meant}.`];
}

function findContradictions(url: URL): string[] {
  const says = (word: (typeof words)[number]) => url.searchParams.get(word);
  const evading = words.slice(1).filter((word) => says(word) === 'true');
  const [first] = evading;
  if (url.protocol === 'smtps:') {
    const against = says('requireTLS') === 'false' ? 'requireTLS=false' : first && `${first}=true`;
    if (against === undefined) return [];
    return [
      `UM_SMTP_URL says smtps://, which encrypts from the first byte, and ${against}; allowed is smtp:// with it, or smtps:// without.`,
    ];
  }
  if (first === undefined || says('requireTLS') === 'false') return [];
  if (says('requireTLS') === 'true') {
    return evading.map((word) => `UM_SMTP_URL says requireTLS=true and ${word}=true; allowed is one of them.`);
  }
  if (!signsInElsewhere(url)) return [];
  return evading.map(
    (word) =>
      `UM_SMTP_URL says ${word}=true, and signs in at another machine, which takes encryption; allowed is requireTLS=false beside it, which lets the password go in the open, or neither.`,
  );
}

function signsInElsewhere({ protocol, username, hostname }: URL): boolean {
  return protocol === 'smtp:' && username !== '' && !ourselves.test(hostname);
}
