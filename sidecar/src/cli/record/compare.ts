// Compares the answers of a site with those of the stand-in: only what a difference in people or data cannot explain.
import type { Difference, RecordedAnswer, SiteRecord } from './archive.ts';
import type { DescribedAnswer, DescribedBody } from './describe-answer.ts';
import { type Shape, splitKinds } from './describe-json.ts';
import { parentOf } from './describe-xml.ts';

/** Differences in the order of the questions. What one side could not ask is not compared. */
export function compareRecords(site: SiteRecord, lab: SiteRecord): readonly Difference[] {
  return site.answers.flatMap((answer) => {
    const other = lab.answers.find(({ name }) => name === answer.name);
    return other === undefined ? [] : compareAnswers(answer, other);
  });
}

type Pair = Omit<Difference, 'name'>;

function compareAnswers(site: RecordedAnswer, lab: RecordedAnswer): Difference[] {
  const { name } = site;
  if ('skipped' in site || 'skipped' in lab || 'failure' in lab) return [];
  if ('failure' in site) return [{ name, at: 'answer', site: site.failure, lab: String(lab.status) }];
  // Another status explains every other difference.
  const first = differ('status', String(site.status), String(lab.status));
  const found = first.length > 0 ? first : [...compareHeaders(site, lab), ...compareBodies(site.body, lab.body)];
  return found.map((pair) => ({ name, ...pair }));
}

/** Limits and sessions are settings; what is left tells how an answer is made. */
const comparedHeaders = ['content-type', 'x-seraph-loginreason', 'www-authenticate', 'allow', 'location'];

function compareHeaders(site: DescribedAnswer, lab: DescribedAnswer): Pair[] {
  return comparedHeaders.flatMap((name) => {
    const [ours, theirs] = [site, lab].map(({ headers }) => headers[name]?.split(';')[0] ?? null);
    return differ(name, ours ?? null, theirs ?? null);
  });
}

function compareBodies(site: DescribedBody, lab: DescribedBody): Pair[] {
  if (site.kind !== lab.kind) return differ('body', site.kind, lab.kind);
  if (site.kind === 'json' && lab.kind === 'json') return compareShapes(site.shape, lab.shape);
  if (site.kind !== 'xml' || lab.kind !== 'xml') return [];
  const onlySite = listMissing(site.elements, lab.elements);
  const onlyLab = listMissing(lab.elements, site.elements);
  return [
    ...onlySite.flatMap((element) => differ(element, 'element', null)),
    ...onlyLab.flatMap((element) => differ(element, null, 'element')),
  ];
}

/** What one side has everywhere and the other not at all, although it has the element above; `?` is not everywhere. */
function listMissing(here: readonly string[], there: readonly string[]): string[] {
  const known = new Set(there.map((path) => path.replace(/\?$/, '')));
  return here.filter((path) => {
    const above = parentOf(path);
    return !path.endsWith('?') && !known.has(path) && (above === '' || known.has(above));
  });
}

function compareShapes(site: Shape, lab: Shape): Pair[] {
  const paths = [...new Set([...Object.keys(site), ...Object.keys(lab)])].sort();
  const found: Pair[] = [];
  for (const path of paths) {
    // Whatever hangs below a difference is part of it.
    if (found.some(({ at }) => path.startsWith(`${at}.`) || path.startsWith(`${at}[]`))) continue;
    const [ours = null, theirs = null] = [site[path], lab[path]];
    if (ours === null && theirs !== null && mayBeMissing(path, theirs, site)) continue;
    if (theirs === null && ours !== null && mayBeMissing(path, ours, lab)) continue;
    if (ours !== null && theirs !== null && haveSomethingInCommon(ours, theirs)) continue;
    found.push(...differ(path, ours, theirs));
  }
  return found;
}

/** Whether nothing can be said of a path: not every object has it, or there is no such object on the other side. */
function mayBeMissing(path: string, kinds: string, other: Shape): boolean {
  if (splitKinds(kinds).includes('absent')) return true;
  if (path.endsWith('.next') || path.endsWith('.prev')) return true;
  const parent = path.slice(0, Math.max(path.lastIndexOf('.'), path.endsWith('[]') ? path.length - 2 : 0));
  const there = splitKinds(other[parent] ?? '');
  return !there.includes(path.endsWith('[]') ? 'array' : 'object');
}

/** Kinds agree when one of them stands on both sides; where one side only knows null or nothing, nothing can be said. */
function haveSomethingInCommon(site: string, lab: string): boolean {
  const [ours, theirs] = [coarse(site), coarse(lab)];
  return ours.length === 0 || theirs.length === 0 || ours.some((kind) => theirs.includes(kind));
}

/** Without what depends on the very value: dates keep their form, every other text is text. */
function coarse(kinds: string): string[] {
  const telling = splitKinds(kinds).filter((kind) => kind !== 'null' && kind !== 'absent');
  return telling.map((kind) =>
    kind.startsWith('text:instant') ? kind.replace(/\.9+/, '.9') : (kind.split(':')[0] ?? kind),
  );
}

function differ(at: string, site: string | null, lab: string | null): Pair[] {
  return site === lab ? [] : [{ at, site, lab }];
}
