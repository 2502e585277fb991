// The order in which test files begin: the longest first, so that both workers are busy until the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes half a minute and more; of the others vitest remembers, or supposes that a larger file takes longer. */
const longest = [
  // Leaves compiled code behind, which processes that are killed do not.
  'integration/process.test.ts',
  'integration/kill.test.ts',
  'integration/kill-stages.test.ts',
  'integration/administrators-model.test.ts',
  'integration/transfer/broken-off.test.ts',
  'contracts/store.contract.test.ts',
  'e2e/embedded-looks.test.ts',
  'e2e/embedded-loads.test.ts',
  'e2e/mails.test.ts',
  'e2e/console-looks.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const known = longest.flatMap((end) => others.filter(({ moduleId }) => moduleId.endsWith(`/test/${end}`)));
    return [...known, ...others.filter((file) => !known.includes(file))];
  }
}
