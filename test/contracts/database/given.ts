// What the suites over Confluence's database are given: a server of one engine, sites on it, and connections that close.
import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  type ConfluenceDatabaseOptions,
  connectConfluenceDatabase,
} from '../../../sidecar/src/adapters/confluence-database/connect.ts';
import type { ConfluenceDatabasePort, DatabaseReading, DatabaseSource } from '../../../sidecar/src/adapters/ports.ts';
import type { TestEngine } from '../../support/confluence-tables/definition.ts';
import {
  type SiteDatabase,
  type SiteServer,
  type SiteWish,
  startSiteServer,
} from '../../support/confluence-tables/server.ts';
import { site as siteRows } from '../../support/confluence-tables/site.ts';

export interface GivenSites {
  readonly engine: TestEngine;
  /** The site with every trap, and a login that reads it; made once, changed by nobody. */
  readonly site: () => { readonly database: SiteDatabase; readonly readerUrl: string };
  readonly create: (wish?: SiteWish) => Promise<SiteDatabase>;
  /** Closed after the test. */
  readonly connect: (options: ConfluenceDatabaseOptions) => ConfluenceDatabasePort;
  /** Reads the site with every trap. */
  readonly read: <Result>(
    work: (reading: DatabaseReading) => Promise<Result>,
    options?: Partial<ConfluenceDatabaseOptions>,
  ) => Promise<Result>;
}

export function giveSites(engine: TestEngine): GivenSites {
  let server: SiteServer | undefined;
  let shared: { database: SiteDatabase; readerUrl: string } | undefined;
  const ports: ConfluenceDatabasePort[] = [];
  const create = (wish?: SiteWish) => {
    if (server === undefined) throw new Error('The server has not been started.');
    return server.create(wish);
  };
  const connect = (options: ConfluenceDatabaseOptions) => {
    const port = connectConfluenceDatabase(options);
    ports.push(port);
    return port;
  };
  const site = () => {
    if (shared === undefined) throw new Error('The site has not been made.');
    return shared;
  };
  beforeAll(async () => {
    server = await startSiteServer(engine);
    const database = await create({ rows: siteRows });
    shared = { database, readerUrl: await database.createReader() };
  });
  afterEach(async () => {
    for (const port of ports.splice(0)) await port.close();
  });
  afterAll(() => server?.stop());
  return {
    engine,
    site,
    create,
    connect,
    // Batches so small that every list needs several.
    read: (work, options) => connect({ url: site().readerUrl, batchSize: 50, ...options }).read(work),
  };
}

export async function collect<Row>(batches: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

/** Rows of a source that must be there. */
export function collectSource<Row>(source: DatabaseSource<Row>): Promise<Row[]> {
  if (!source.present) throw new Error(`${source.table}: ${source.reason}`);
  return collect(source.batches());
}
