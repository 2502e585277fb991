// Leaves about what administrators told of users: values of own fields, and lists.
import { dayOf } from '../../field.ts';
import { foldName } from '../../user.ts';
import { isListed } from '../../user-list.ts';
import { answer, type Matcher, unsure } from '../answer.ts';
import { openFieldQuestion } from '../field-question.ts';
import { findGlob } from '../glob-list.ts';

export const field: Matcher<'field'> = (question, { user }, { now, field: fieldOf }) => {
  const { key } = question;
  const values = fieldOf(key);
  if (values === null) return unsure('field-missing', { field: key });
  const value = values.get(user.userKey);
  const open = openFieldQuestion(question, now);
  if (open.kind === 'absent') {
    const facts = value === undefined ? { field: key } : { field: key, value };
    return answer((value === undefined) === open.wanted ? 'yes' : 'no', facts);
  }
  if (value === undefined) return unsure('field-not-told', { field: key });
  const facts = { field: key, value };
  if (open.kind === 'is') return answer(findGlob(open.globs)(foldName(value)) === undefined ? 'no' : 'yes', facts);
  const day = dayOf(value);
  if (day === null) return unsure('field-no-day', facts);
  const { first, last } = open.day;
  const [certain, impossible] = open.kind === 'before' ? [day < first, day >= last] : [day > last, day <= first];
  if (!certain && !impossible) return unsure('field-day-open', facts);
  return answer(certain ? 'yes' : 'no', facts);
};

export const inList: Matcher<'inList'> = (name, { user }, { list: listOf }) => {
  const list = listOf(name);
  if (list === null) return unsure('list-missing', { list: name });
  const verdict = isListed(list, user);
  return verdict === 'unknown' ? unsure('list-unmatched', { list: name }) : answer(verdict, { list: name });
};
