// What the drivers throw, told as a failure of the port.
import { describe, expect, it } from 'vitest';
import { HostFailure } from '../ports.ts';
import { failureOf } from './failures.ts';

const thrown = (fields: object, message = 'as the driver says') => Object.assign(new Error(message), fields);

describe('failureOf', () => {
  it.each([
    ['database_login_refused', thrown({ code: '28P01' })],
    ['database_login_refused', thrown({ code: 'ER_ACCESS_DENIED_ERROR', errno: 1045 })],
    ['database_not_confluence', thrown({ code: 'ER_BAD_DB_ERROR', errno: 1049 })],
    ['database_unreadable', thrown({ code: '42501' })],
    ['database_timeout', thrown({ code: '57014' })],
    ['database_timeout', thrown({ code: 'ER_STATEMENT_TIMEOUT', errno: 1969 })],
    ['database_unreachable', thrown({ code: 'ECONNREFUSED', errno: -111 })],
    ['database_unreachable', thrown({ code: '57P03' })],
    ['database_unreachable', thrown({ code: '08006' })],
    ['database_unreachable', thrown({}, 'Connection terminated unexpectedly')],
    ['database_unreachable', new AggregateError([thrown({ code: 'ECONNREFUSED' })])],
    ['database_error', thrown({ code: 'XX000' })],
    ['database_error', 'a text'],
  ])('%s', (code, error) => {
    const failure = failureOf(error, 'accounts');
    expect(failure).toMatchObject({ name: 'HostFailure', code, request: 'database: accounts', status: null });
    expect(failure.message).not.toContain('driver');
  });

  it('leaves a failure that is one already', () => {
    const failure = new HostFailure('database_timeout', { request: 'database: groups' });
    expect(failureOf(failure, 'accounts')).toBe(failure);
  });
});
