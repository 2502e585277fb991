// What SHOW GRANTS of MySQL 5.7, MySQL 8 and MariaDB says about writing.
import { describe, expect, it } from 'vitest';
import { readGrants } from './grants.ts';

const writesOf = (...lines: string[]) => readGrants(lines, 'confluence').writes;

describe('readGrants', () => {
  it('finds nothing in a login that reads', () => {
    expect(
      readGrants(
        [
          "GRANT USAGE ON *.* TO `um`@`%` IDENTIFIED BY PASSWORD '*A4B6157319038724E3560894F7F932C8886EBFCF'",
          'GRANT SELECT, SHOW VIEW, LOCK TABLES ON `confluence`.* TO `um`@`%`',
          'GRANT SELECT (`id`, `user_name`) ON `confluence`.`cwd_user` TO `um`@`%`',
          'GRANT PROCESS, REPLICATION CLIENT ON *.* TO `um`@`%`',
        ],
        'confluence',
      ),
    ).toEqual({ writes: [], roles: [] });
  });

  it.each([
    ['GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION', 'ALL PRIVILEGES on *.*'],
    ['GRANT SELECT, INSERT ON `confluence`.* TO `um`@`%`', 'INSERT on `confluence`.*'],
    [
      'GRANT SELECT, UPDATE (`active`, `email_address`) ON `confluence`.`cwd_user` TO `um`@`%`',
      'UPDATE on `confluence`.`cwd_user`',
    ],
    ['GRANT DELETE ON `conf%`.* TO `um`@`%`', 'DELETE on `conf%`.*'],
    ['GRANT DELETE ON `Confluence`.* TO `um`@`%`', 'DELETE on `Confluence`.*'],
    ['GRANT EXECUTE ON PROCEDURE `confluence`.`tidy` TO `um`@`%`', 'EXECUTE on `confluence`.`tidy`'],
    ['GRANT FILE ON *.* TO `um`@`%`', 'FILE on *.*'],
    ['GRANT SOMETHING NEW ON *.* TO `um`@`%`', 'SOMETHING NEW on *.*'],
    [
      "GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION",
      "GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION",
    ],
  ])('counts %s as writing', (line, write) => {
    expect(writesOf(line)).toEqual([write]);
  });

  it('looks at patterns of names as the server does', () => {
    expect(writesOf('GRANT INSERT ON `other`.* TO `um`@`%`', 'GRANT INSERT ON `confluence\\_x`.* TO `um`@`%`')).toEqual(
      [],
    );
    expect(readGrants(['GRANT INSERT ON `confluence\\_prod`.* TO `um`@`%`'], 'confluence_prod').writes).toHaveLength(1);
    expect(readGrants(['GRANT INSERT ON `confluence\\_prod`.* TO `um`@`%`'], 'confluencexprod').writes).toEqual([]);
    expect(readGrants(['GRANT INSERT ON `confluence_prod`.* TO `um`@`%`'], 'confluencexprod').writes).toHaveLength(1);
    expect(readGrants(['GRANT INSERT ON `a.b`.* TO `um`@`%`'], 'axb').writes).toEqual([]);
  });

  it('tells roles, and lets lines pass that only take away or repeat', () => {
    expect(
      readGrants(
        [
          'GRANT `reader`@`%`,`um role`@`%` TO `um`@`%`',
          'GRANT `changers` TO `um`@`%` WITH ADMIN OPTION',
          'SET DEFAULT ROLE `reader` FOR `um`@`%`',
          'REVOKE INSERT ON `confluence`.* FROM `um`@`%`',
        ],
        'confluence',
      ),
    ).toEqual({ writes: [], roles: ['`reader`@`%`', '`um role`@`%`', '`changers`'] });
  });

  it('shows no hash of a password', () => {
    expect(writesOf("GRANT PROXY ON `a`@`b` TO `c`@`d` IDENTIFIED BY PASSWORD '*A4B6'").join()).not.toContain('A4B6');
  });
});
