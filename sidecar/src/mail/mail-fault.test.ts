// What kept a mail from going out, told apart so that the sentence about it says where to look.
import { expect, it } from 'vitest';
import { codeOfMailFault } from './mail-fault.ts';

const fault = (parts: object) => Object.assign(new Error('whatever the server says'), parts);

it.each([
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('knows an untrusted certificate by %s, which is no broken connection', (originalCode) => {
  expect(codeOfMailFault(fault({ code: 'ESOCKET', originalCode }))).toBe('ECERT');
});

it('tells that no token was given from a server that does not take it', () => {
  expect(codeOfMailFault(fault({ code: 'EAUTH', originalCode: 'EOAUTH2' }))).toBe('EOAUTH2');
  expect(codeOfMailFault(fault({ code: 'EAUTH' }))).toBe('EAUTH');
});

it('has the code as it is otherwise, and none where there is none', () => {
  expect(codeOfMailFault(fault({ code: 'ESOCKET', originalCode: 'ECONNRESET' }))).toBe('ESOCKET');
  expect([fault({}), 'no error', null].map(codeOfMailFault)).toEqual([null, null, null]);
});
