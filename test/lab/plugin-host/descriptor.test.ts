// Descriptors as the framework reads them: which modules a version of the host sees, and which of them are at work.
import { describe, expect, it } from 'vitest';
import { readDescriptor } from './descriptor.ts';

const read = (modules: string, hostVersion = '7.4.17', version = '1.0.0') =>
  readDescriptor(
    `<atlassian-plugin key="k" plugins-version="2"><plugin-info><version>${version}</version></plugin-info>${modules}</atlassian-plugin>`,
    hostVersion,
  );

describe('a module of a descriptor', () => {
  it.each([
    ['without a limit', '', true],
    ['limited to another product', '<restrict application="jira"/>', false],
    ['limited to this product', '<restrict application="confluence"/>', true],
    ['limited to a range', '<restrict application="confluence" version="[7.0,8.0)"/>', true],
    ['limited to another range', '<restrict application="confluence" version="[8.0,)"/>', false],
    ['limited to exactly this version', '<restrict application="confluence" version="[7.4.17]"/>', true],
    [
      'limited by an element',
      '<restrict application="confluence"><version>[8.0,)</version><version>[7.0,8.0)</version></restrict>',
      true,
    ],
    [
      'limited by an element that does not hold this version',
      '<restrict application="confluence"><version>[8.0,)</version></restrict>',
      false,
    ],
    [
      'limited to this product or another one',
      '<restrict application="jira"/><restrict application="confluence" version="7.0"/>',
      true,
    ],
  ])('%s is seen as its limits say', (_what, limits, seen) => {
    const { modules } = read(`<web-item key="item">${limits}</web-item>`);
    expect(modules.map(({ key }) => key)).toEqual(seen ? ['item'] : []);
  });

  it('for another product by its attribute is never seen', () => {
    const { modules } = read('<web-item key="a" application="jira"/><web-item key="b" application="confluence"/>');
    expect(modules.map(({ key }) => key)).toEqual(['b']);
  });

  it('disabled by its state is there all the same', () => {
    const { modules } = read('<web-item key="a" state="disabled"/><web-item key="b"/>');
    expect(modules.map(({ key, disabled }) => [key, disabled])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });
});
