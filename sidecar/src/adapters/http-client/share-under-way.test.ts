// Answers shared while a question is under way: one request for all who ask meanwhile, and a new one for whoever asks later.
import { expect, it } from 'vitest';
import { createFakeClient } from '../scripted-host.ts';
import { shareUnderWay } from './share-under-way.ts';

const path = '/rest/api/permissions';

it('asks once for all who ask at the same time, and once more for whoever asks afterwards', async () => {
  const http = createFakeClient(() => ({ json: [] }));
  const client = shareUnderWay(http, path);
  const [one, other] = await Promise.all([client.send({ method: 'GET', path }), client.send({ method: 'GET', path })]);
  expect(one).toBe(other);
  expect(http.sent).toHaveLength(1);
  await client.send({ method: 'GET', path });
  expect(http.sent).toHaveLength(2);
});

it('shares no write, no other address and nothing that is asked with credentials of somebody else', async () => {
  const http = createFakeClient(() => ({ json: [] }));
  const client = shareUnderWay(http, path);
  await Promise.all([
    client.send({ method: 'POST', path }),
    client.send({ method: 'POST', path }),
    client.send({ method: 'GET', path, authorisation: 'Bearer theirs' }),
    client.send({ method: 'GET', path, authorisation: 'Bearer theirs' }),
    client.send({ method: 'GET', path: `${path}/user` }),
    client.send({ method: 'GET', path: `${path}/user` }),
  ]);
  expect(http.sent).toHaveLength(6);
});
