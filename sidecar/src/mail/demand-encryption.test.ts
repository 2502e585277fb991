// When encryption is demanded of a mail server: where we sign in at another machine, and nobody said otherwise.
import { expect, it } from 'vitest';
import { demandEncryption } from './demand-encryption.ts';

it.each([
  ['smtp://um:pa%40ss@mail.example.com:587', 'smtp://um:pa%40ss@mail.example.com:587?requireTLS=true'],
  ['smtp://box%40example.com@10.0.0.7?pool=true', 'smtp://box%40example.com@10.0.0.7?pool=true&requireTLS=true'],
])('demands it where a password or a token would go to another machine: %s', (given, demanded) => {
  expect(demandEncryption(given)).toBe(demanded);
});

it.each([
  ['nobody signs in', 'smtp://mail.example.com'],
  ['it is encrypted from the first byte', 'smtps://um:pass@mail.example.com'],
  ['nothing leaves this machine', 'smtp://um:pass@127.0.0.1:1025'],
  ['nothing leaves this machine', 'smtp://um:pass@localhost'],
  ['somebody said so', 'smtp://um:pass@mail.example.com?requireTLS=false'],
])('leaves the address as it is where %s: %s', (_why, address) => {
  expect(demandEncryption(address)).toBe(address);
});
