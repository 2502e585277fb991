// How a trail can be broken: one code each, with a sentence for whoever has to find out why.
export interface AuditFault {
  readonly code: AuditFaultCode;
  /** The line of the file, from 1. */
  readonly line: number;
  /** The entry at fault; null where it is none. */
  readonly entry: number | null;
}

const sentences = {
  'line-not-understood': 'This line is not spelled as this product writes it: it was changed or put in.',
  'start-missing':
    'The file does not begin as an exported trail does: it is none, or its first line was removed, changed or moved.',
  'start-repeated': 'The file begins a second time here: lines of two files were put together.',
  'entry-changed': 'The text of this entry does not give the digest beside it: one of them was changed.',
  'entry-missing': 'This entry is missing: the line that should hold it is of a later one.',
  'entry-out-of-place': 'This entry stands in the wrong place: it was moved, repeated or put in.',
  'chain-broken': 'This entry does not follow the one before: that one was exchanged for another.',
  'person-changed': 'The name beside this entry is not the one that its hash stands for.',
  'person-missing': 'A name beside this entry is missing, although the entry says that it follows.',
  'person-out-of-place': 'A name stands here that belongs to no entry before it.',
  'key-unknown': 'This is signed with a key that is not named here.',
  'key-not-trusted': 'This is signed with a key that is none of those you trust.',
  'signature-wrong': 'The signature does not fit what it stands under: one of them was changed.',
  'checkpoint-contradicts': 'A signed checkpoint names another digest for this entry: the chain was written anew.',
  'kept-checkpoint-wrong': 'A checkpoint kept apart is not as it was signed, or belongs to another installation.',
  'checkpoint-out-of-place': 'This checkpoint does not stand behind the entry it names.',
  'checkpoint-unreadable':
    'A signed checkpoint of this entry cannot be read any more: it was changed, or the database is damaged.',
  'cut-out-of-place': 'The marker of removed entries does not fit where the file begins.',
  'cut-by-another-key':
    'What was checked or signed under the key of this installation was removed behind a marker that another key signed.',
  'cut-missing': 'The file does not begin with entry 1, and no signed marker says why.',
  'cut-unreadable':
    'The marker of entries removed up to here cannot be read any more: it was changed, or the database is damaged.',
  'tail-missing': 'An entry that was signed for or found sound before is not reached any more: the end is missing.',
  'written-anew': 'This entry is another than the one that was found sound before: the chain was written anew.',
  'seal-missing': 'The file ends without its seal: lines are missing at its end.',
  'seal-wrong': 'The lines before the seal are not those that were sealed: one was changed, removed or moved.',
  'sealed-as-broken':
    'Whoever sealed this knew the trail to be broken at this entry, however sound it looks now: the seal says what was found.',
  'after-seal': 'Something stands behind the seal.',
  'pack-not-understood':
    'This is no evidence pack as this product writes it: it is another archive, or a byte of it was changed.',
  'manifest-wrong': 'The list of files is missing, or not spelled as this product writes it.',
  'file-changed': 'This file is not the one that was signed for: it was changed, removed or put in.',
  'report-differs': 'The report of a run is not the one whose digest the last entry of the run carries.',
  'version-differs':
    'The definition of this version of a policy is not the one whose digest stands beside it, or in the entry that it was saved.',
  'warnings-differ':
    'The stages in the report of this run are not those of the version of the policy that it was a run of.',
  'run-untold': 'This run ended in the period, and the trail does not tell of its end.',
  'step-entry-differs': 'What the trail tells of this step is not what the journal of its run says.',
  'steps-differ': 'What this step is said to have come to is not what the journal of its run says.',
  'outcomes-differ': 'The list of outcomes does not say of this step what the steps and the trail say.',
  'journal-differs': 'The steps of this run are not those whose digest its last entry carries.',
} as const;

export type AuditFaultCode = keyof typeof sentences;

/** One sentence that a person understands. */
export function sentenceOfFault(code: AuditFaultCode): string {
  return sentences[code];
}
