// What Confluence tells of its user directories: names in their order, and how their synchronisation goes. It changes none.
import { setAggregation } from '../../world/changes.ts';
import type { Directory, Source } from '../../world/model.ts';
import { escapeMarkup } from '../pages.ts';
import { type Answer, answerJson, type Call, NO_CONTENT, Refusal, type Route } from '../route.ts';
import { refuseInvalid } from './user-details.ts';

const VERSIONS = ['latest', '1'] as const;
const OURS = { access: 'system-administrator', strangers: 401 } as const;
const READING = { ...OURS, method: 'GET', offers: 'xml-too' } as const;
const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export const DIRECTORY_ROUTES: readonly Route[] = VERSIONS.flatMap((version): Route[] => {
  const base = `/rest/crowd/${version}`;
  return [
    { ...READING, path: `${base}/directory`, answer: (call) => list(call, base) },
    { ...READING, path: `${base}/directory/{id}`, answer: (call) => readOne(call, base) },
    { ...READING, path: `${base}/application`, answer: readApplication },
    { ...OURS, method: 'PUT', path: `${base}/application`, reads: 'json', answer: changeApplication },
  ];
});

type Described = { name: string; href: string; synchronisation: Record<string, string | number> | null };

function list(call: Call, base: string): Answer {
  const described = call.site.world.directories.map((directory) => describe(call, base, directory));
  if (call.accept !== 'json') return answerXml(`<directories>${described.map(renderXml).join('')}</directories>`);
  const plural = call.site.directoryShape === 'plural';
  return answerJson({ [plural ? 'directories' : 'directory']: described.map((one) => renderJson(one, plural)) });
}

function readOne(call: Call, base: string): Answer {
  const { id = '' } = call.params;
  const directory = call.site.world.directories.find((candidate) => String(candidate.id) === id);
  if (directory === undefined) throw new Refusal(404, `No directory found with id : ${id}`);
  const described = describe(call, base, directory);
  if (call.accept !== 'json') return answerXml(renderXml(described));
  return answerJson(renderJson(described, call.site.directoryShape === 'plural'));
}

/** There is no field for the id: it stands in the link alone. */
function describe(call: Call, base: string, directory: Directory): Described {
  const { name, id, source } = directory;
  const synchronisation = source === null ? null : describeSynchronisation(source, call.site.world.clock.nowMs());
  return { name, href: `${call.site.address.publicUrl}${base}/directory/${id}`, synchronisation };
}

function describeSynchronisation({ last, running }: Source, nowEpochMs: number): Record<string, string | number> {
  return {
    lastStartTime: last === null ? '' : formatLocally(last.startedEpochMs),
    lastDuration: last === null ? 0 : Math.round(last.durationMs / 1000),
    currentStartTime: running?.startedEpochMs ?? 0,
    currentDuration: running === null ? 0 : Math.round((nowEpochMs - running.startedEpochMs) / 1000),
    syncStatus: describeStatus({ last, running }),
  };
}

/** Of a directory that was never read there is nothing to say. */
function describeStatus({ last, running }: Pick<Source, 'last' | 'running'>): string {
  if (running !== null) return 'Full synchronisation in progress.';
  return last === null ? '' : 'Full synchronisation completed successfully.';
}

function formatLocally(epochMs: number): string {
  const style = { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', style).format(epochMs);
}

function renderJson({ name, href, synchronisation }: Described, plural: boolean): Record<string, unknown> {
  const links = [{ href, rel: 'self' }];
  const told = synchronisation === null ? {} : { [plural ? 'sync' : 'synchronisation']: synchronisation };
  return { name, [plural ? 'links' : 'link']: links, ...told };
}

function renderXml({ name, href, synchronisation }: Described): string {
  const fields = Object.entries(synchronisation ?? {});
  const inner = fields.map(([tag, value]) => `<${tag}>${escapeMarkup(String(value))}</${tag}>`).join('');
  const told = synchronisation === null ? '' : `<synchronisation>${inner}</synchronisation>`;
  const link = `<link href="${escapeMarkup(href)}" rel="self"/>`;
  return `<directory><name>${escapeMarkup(name)}</name>${link}${told}</directory>`;
}

function readApplication(call: Call): Answer {
  const { aggregation } = call.site.world;
  if (call.accept === 'json') return answerJson({ membershipAggregationEnabled: aggregation });
  const inner = `<membershipAggregationEnabled>${aggregation}</membershipAggregationEnabled>`;
  return answerXml(`<application>${inner}</application>`);
}

function changeApplication(call: Call): Answer {
  const { membershipAggregationEnabled: wish } = (call.body ?? {}) as Record<string, unknown>;
  if (typeof wish !== 'boolean') {
    throw refuseInvalid([{ key: 'aggregation', text: 'membershipAggregationEnabled must be true or false' }]);
  }
  setAggregation(call.site.world, wish);
  return NO_CONTENT;
}

function answerXml(inner: string): Answer {
  return { status: 200, text: `${XML_HEAD}${inner}`, contentType: 'application/xml' };
}
