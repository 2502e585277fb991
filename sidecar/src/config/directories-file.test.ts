// The directories file is read as documented: YAML or JSON, passwords apart, every fault with its place, no secret shown.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDirectoriesFile } from './directories-file.ts';

const yaml = `# two directories
directories:
  - name: Company Crowd
    url: http://crowd.test:8095/crowd/
    application: um-company
    passwordFile: company.password
    directoryId: 131074
    writable: true
  - name: Äußere
    url: http://crowd.test:8095/crowd
    application: um-guests
    password: "geheim"
`;

function read(text: string, files: Readonly<Record<string, string>> = {}) {
  const known: Readonly<Record<string, string>> = { '/etc/um/directories.yaml': text, ...files };
  return readDirectoriesFile('/etc/um/directories.yaml', (name) => {
    const found = known[name];
    if (found === undefined) throw new Error('no such file');
    return found;
  });
}

const entry = { name: 'Staff', url: 'http://crowd.test/crowd', application: 'um', password: 'geheim' };
const faultsOf = (...entries: unknown[]) => read(JSON.stringify({ directories: entries }, null, 1)).faults;

describe('the directories file', () => {
  it('gives directories and, apart from them, passwords', () => {
    const reading = read(yaml, { '/etc/um/company.password': 'from file\n' });
    expect(reading).toEqual({
      directories: [
        {
          name: 'Company Crowd',
          url: 'http://crowd.test:8095/crowd',
          application: 'um-company',
          directoryId: '131074',
          writable: true,
        },
        {
          name: 'Äußere',
          url: 'http://crowd.test:8095/crowd',
          application: 'um-guests',
          directoryId: null,
          writable: false,
        },
      ],
      passwords: { 'Company Crowd': 'from file', Äußere: 'geheim' },
      faults: [],
    });
  });

  it('may be JSON, indented as one likes', () => {
    for (const indent of [undefined, 2, '\t']) {
      const text = JSON.stringify({ directories: [{ ...entry, directoryId: '7' }] }, null, indent);
      expect(read(text)).toMatchObject({
        faults: [],
        directories: [{ directoryId: '7' }],
        passwords: { Staff: 'geheim' },
      });
    }
  });

  it('takes a password file by its absolute path too', () => {
    const text = yaml.replace('company.password', '/run/secrets/p');
    expect(read(text, { '/run/secrets/p': 'x\r\n' }).passwords).toMatchObject({ 'Company Crowd': 'x' });
  });

  it('says where each fault is and what is allowed', () => {
    const text = yaml
      .replace('http://crowd.test:8095/crowd/', 'ftp://crowd.test')
      .replace('writable: true', 'writeable: true')
      .replace('application: um-guests', 'application: 7');
    const names = 'UM_DIRECTORIES_FILE names "/etc/um/directories.yaml"';
    const { faults } = read(text);
    expect(faults).toHaveLength(3);
    expect(faults[0]).toMatch(
      `${names}: line 4, column 10, directories[0].url holds something that cannot be used; allowed is the http://`,
    );
    expect(faults[1]).toBe(`${names}: line 8, column 5, directories[0].writeable is unknown; allowed is writable.`);
    expect(faults[2]).toMatch(`${names}: line 11, column 18, directories[1].application holds`);
  });

  it.each([
    ['is empty', '', 'has no directories'],
    ['is a list', '- a', 'has no directories'],
    ['has another key', 'directory: []', 'has no directories'],
    ['has one key too many', 'directories: [{name: a}]\nmore: 1', 'line 2, column 1, more is unknown'],
    ['names nothing', 'directories: []', 'directories has no entry'],
    ['has text for an entry', 'directories: [Staff]', 'line 1, column 15, directories[0] is no directory'],
    ['is no YAML', 'directories:\n  - name: [', 'cannot be read'],
    ['has a key twice', 'directories: []\ndirectories: []', 'line 2, column 1, cannot be read (DUPLICATE_KEY)'],
    ['has an alias', 'a: &x geheim\ndirectories: *x', 'line 2, column 14, is an alias'],
    ['has a tag', 'directories: !mine []', 'cannot be read (TAG_RESOLVE_FAILED)'],
    ['is a book', `# ${'x'.repeat(300_000)}`, 'is longer than'],
    ['nests without end', '['.repeat(100_000), 'allowed is YAML or JSON'],
  ])('is refused when it %s', (_what, text, sentence) => {
    const { faults, directories, passwords } = read(text);
    expect(faults.join('\n')).toContain(sentence);
    for (const fault of faults) expect(fault).toMatch(/; allowed is .+\.$/);
    expect([directories, passwords]).toEqual([[], {}]);
  });

  it.each([
    ['name', ' '.trim(), 'the name of the directory'],
    ['name', 'a\nb', 'the name of the directory'],
    ['url', 'http://me:geheim@crowd.test', 'without username'],
    ['application', 'a:b', 'without a colon'],
    ['password', 12345, 'in quotes'],
    ['directoryId', 0, 'the number of the directory'],
    ['directoryId', 'staff', 'the number of the directory'],
    ['directoryId', 1.5, 'the number of the directory'],
    ['writable', 'yes', 'true or false'],
  ])('refuses a %s that is %j', (key, value, allowed) => {
    const faults = faultsOf({ ...entry, [key]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`directories[0].${key} holds something that cannot be used; allowed is`);
    expect(faults[0]).toContain(allowed);
  });

  it('wants name, address, application and one password', () => {
    expect(faultsOf({}).map((fault) => / has (.*);/.exec(fault)?.[1])).toEqual([
      'no name',
      'no url',
      'no application',
      'no password',
    ]);
    expect(faultsOf({ ...entry, passwordFile: 'p' })[0]).toContain('both password and passwordFile');
  });

  it('wants each directory and each application once', () => {
    const other = { ...entry, name: 'Guests', application: 'um-guests' };
    expect(faultsOf(entry, other)).toEqual([]);
    expect(faultsOf(entry, { ...other, name: 'STAFF' })[0]).toContain('directories[1].name stands twice');
    expect(faultsOf(entry, { ...other, application: 'um', url: `${entry.url}/` })[0]).toContain(
      'one application for each',
    );
    expect(faultsOf({ ...entry, directoryId: 7 }, { ...other, directoryId: '7' })[0]).toContain(
      'directories[1].directoryId',
    );
    expect(faultsOf(entry, { ...other, application: 'um', url: 'http://other.test' })).toEqual([]);
  });

  it('refuses a password file that is missing, empty or of several lines', () => {
    expect(read(yaml).faults).toEqual([
      expect.stringContaining('line 6, column 19, directories[0].passwordFile cannot be read; allowed is a file'),
    ]);
    for (const text of ['', '\n', 'one\ntwo']) {
      expect(read(yaml, { '/etc/um/company.password': text }).faults[0]).toContain(
        'holds something that cannot be used',
      );
    }
  });

  it('shows no secret in any fault', () => {
    const hidden = 'hunter2hunter2';
    const texts = [
      `directories: [{name: a, password: *${hidden}}]`,
      `directories: [{name: a, password: ${hidden}: x}]`,
      `directories: [{name: a, password: !${hidden} x}]`,
      `directories: [{name: a, password: "${hidden}\\q"}]`,
      `directories: [{name: a, password: "${hidden}"`,
      `directories: [{name: a, password: ["${hidden}"]}]`,
      `directories: [{name: a, url: "http://me:${hidden}@x"}]`,
    ];
    for (const text of texts) {
      const { faults } = read(text);
      expect(faults.length).toBeGreaterThan(0);
      expect(faults.join('\n')).not.toContain(hidden);
    }
  });

  it('reads the example of CONFIG.md', () => {
    const document = readFileSync(new URL('../../CONFIG.md', import.meta.url), 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(document)?.[1] ?? '';
    const { faults, directories } = read(example, { '/etc/um/company-crowd.password': 'geheim' });
    expect(faults).toEqual([]);
    expect(directories).toMatchObject([{ name: 'Company Crowd', directoryId: '131074', writable: true }]);
  });
});
