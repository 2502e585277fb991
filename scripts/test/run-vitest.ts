// Runs vitest in this process and counts what it did; every skipped test is told with its reason.
import path from 'node:path';
import { escapeTestName, parseCLI, type Reporter, startVitest, type TestCase, type TestModule } from 'vitest/node';
import { listSources } from '../gates/sources.ts';
import type { LeftOut } from './needs.ts';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
}

export interface SkippedTest {
  readonly title: string;
  readonly reason: string;
}

/**
 * Runs the tests that the arguments name, all of them without any. An argument that is part of a file's path selects
 * files, any other word selects tests by their title; flags are vitest's own.
 */
export async function runVitest(args: readonly string[], leftOut: readonly LeftOut[]): Promise<TestCounts> {
  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const { files, titles } = await sortFilter(filter);
  const runsAll = titles.length === 0 && options.testNamePattern === undefined;
  const ended: TestCounts[] = [];
  const counter: Reporter = {
    onTestRunEnd(modules, unhandledErrors) {
      ended.push(countModules(modules, unhandledErrors.length, runsAll));
    },
  };
  const byTitle =
    titles.length === 0 ? {} : { testNamePattern: titles.map((title) => escapeTestName(title, false)).join('|') };
  const own = { ...options, ...byTitle, watch: false, reporters: ['default', counter] as ['default', Reporter] };
  process.env.TESTS_LEFT_OUT = leftOut.map(({ folder }) => folder).join(path.delimiter);
  const vitest = await startVitest(files, own);
  await vitest.close();
  // Nothing ran: the configuration is broken, or the selection names nothing.
  return ended.at(-1) ?? { passed: 0, failed: 1, skipped: [] };
}

/** Tells parts of paths from words of titles. */
async function sortFilter(words: readonly string[]): Promise<{ files: string[]; titles: string[] }> {
  if (words.length === 0) return { files: [], titles: [] };
  const sources = await listSources();
  const isPath = (word: string) => sources.some((file) => file.includes(word.split(':')[0] ?? word));
  return { files: words.filter(isPath), titles: words.filter((word) => !isPath(word)) };
}

/** Tests whose title was not asked for count as skipped for vitest, and not for us. */
function countModules(modules: readonly TestModule[], unhandledErrors: number, runsAll: boolean): TestCounts {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const states = tests.map((test) => test.result().state);
  // A file that breaks before its first test has failed too, and so has whatever nobody waited for.
  const broken = modules.filter(
    (module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
  );
  return {
    passed: states.filter((state) => state === 'passed').length,
    failed: states.filter((state) => state === 'failed').length + broken.length + unhandledErrors,
    skipped: tests.filter((test) => isSkipped(test, runsAll)).map(describeSkipped),
  };
}

function isSkipped(test: TestCase, runsAll: boolean): boolean {
  const result = test.result();
  return result.state === 'skipped' && (runsAll || result.note !== undefined);
}

function describeSkipped(test: TestCase): SkippedTest {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  const reason = preparationFailed(test) ? 'the preparation of its group failed' : 'its title says when it runs';
  return { title: `${test.module.relativeModuleId} > ${test.fullName}`, reason: note ?? reason };
}

/** Whether a group around the test broke before its tests: vitest then leaves them all out. */
function preparationFailed(test: TestCase): boolean {
  for (let group = test.parent; group.type === 'suite'; group = group.parent)
    if (group.errors().length > 0) return true;
  return test.module.errors().length > 0;
}
