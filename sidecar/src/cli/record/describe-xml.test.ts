// The shape of XML: which elements and attributes there are, which of them not everywhere, and nothing that is data.
import { expect, it } from 'vitest';
import { describeXml } from './describe-xml.ts';

const nothing = () => false;

it('tells elements and attributes once each, whatever stands in them', () => {
  const text = '<?xml version="1.0"?><users expand="user"><user name="mara"><active>true</active></user></users>';
  expect(describeXml(text, nothing)).toEqual([
    'users',
    'users/user',
    'users/user/active',
    'users/user@name',
    'users@expand',
  ]);
});

it('marks what not every element above it has', () => {
  const text = `<m><g n='a'><u/><u x="1"/></g><g n="b"/></m>`;
  expect(describeXml(text, nothing)).toEqual(['m', 'm/g', 'm/g/u?', 'm/g/u@x?', 'm/g@n']);
});

it('hides names that are data, and tells those that are known as properties even then', () => {
  const isData = (name: string) => ['mara', 'group', 'lindqvist'].includes(name);
  expect(describeXml('<group><mara lindqvist="1"/><other/></group>', isData)).toEqual([
    'group',
    'group/other',
    'group/{name}',
    'group/{name}@{name}',
  ]);
});

it('takes what looks like an attribute inside of a value for the value', () => {
  expect(describeXml('<user name="a=\'b\' c=d"/>', nothing)).toEqual(['user', 'user@name']);
});
