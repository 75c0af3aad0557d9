/** Every word of the grid in the reader's language. */

import type { I18n } from '../../core/i18n.ts';
import type { GridLabel, Say } from '../../grid/labels.ts';

type Values = Readonly<Record<string, string | number>>;
type Words = Readonly<Record<GridLabel, (values: Values) => string>>;

const columnWords = (i18n: I18n) => ({
  yes: () => i18n.gettext('Yes'),
  no: () => i18n.gettext('No'),
  select_row: () => i18n.gettext('Select row'),
  select_all: () => i18n.gettext('Select all rows'),
  sorted_asc: (v: Values) => i18n.gettext('ascending, order {rank}', v),
  sorted_desc: (v: Values) => i18n.gettext('descending, order {rank}', v),
  menu_of: (v: Values) => i18n.gettext('Menu of column {column}', v),
  sort_asc: () => i18n.gettext('Sort ascending'),
  sort_desc: () => i18n.gettext('Sort descending'),
  sort_add_asc: () => i18n.gettext('Then by this, ascending'),
  sort_add_desc: () => i18n.gettext('Then by this, descending'),
  sort_clear: () => i18n.gettext('Remove from the order'),
  pin: () => i18n.gettext('Pin to the left'),
  unpin: () => i18n.gettext('Unpin'),
  hide: () => i18n.gettext('Hide'),
  move_left: () => i18n.gettext('Move left'),
  move_right: () => i18n.gettext('Move right'),
  wider: () => i18n.gettext('Wider'),
  narrower: () => i18n.gettext('Narrower'),
  fit: () => i18n.gettext('Fit to content'),
  columns_reset: () => i18n.gettext('Reset to default'),
  columns: () => i18n.gettext('Columns'),
  group_by: () => i18n.gettext('Group by this column'),
  ungroup: () => i18n.gettext('Stop grouping by this column'),
});

const filterWords = (i18n: I18n) => ({
  filter_of: (v: Values) => i18n.gettext('Filter {column}', v),
  filter_operator: (v: Values) => i18n.gettext('Operator for {column}', v),
  filter_clear: () => i18n.gettext('Clear the filter'),
  filter_clear_one: (v: Values) => i18n.gettext('Clear {column}', v),
  filter_clear_all: () => i18n.gettext('Clear all filters'),
  filter_all: () => i18n.gettext('all'),
  filter_some: (v: Values) => i18n.gettext('{n} values', v),
  bad_number: () => i18n.gettext('Type a number, for instance 12 or 5..9.'),
  bad_date: (v: Values) => i18n.gettext('Type a date, for instance {example}.', v),
  bad_operator: () => i18n.gettext('This column cannot be filtered that way.'),
  op_eq: () => i18n.gettext('is'),
  op_ne: () => i18n.gettext('is not'),
  op_lt: () => i18n.gettext('less than'),
  op_le: () => i18n.gettext('at most'),
  op_gt: () => i18n.gettext('more than'),
  op_ge: () => i18n.gettext('at least'),
  op_between: () => i18n.gettext('between'),
  op_in: () => i18n.gettext('one of'),
  op_contains: () => i18n.gettext('contains'),
  op_starts: () => i18n.gettext('starts with'),
  op_words: () => i18n.gettext('contains the words'),
  op_under: () => i18n.gettext('is under'),
  op_null: () => i18n.gettext('is empty'),
  op_notnull: () => i18n.gettext('is not empty'),
  and: () => i18n.gettext('and'),
  or: () => i18n.gettext('or'),
  not: () => i18n.gettext('not'),
  condition_column: () => i18n.gettext('Choose a column.'),
  condition_operator: () => i18n.gettext('This column cannot be compared that way.'),
  condition_value: () => i18n.gettext('Type a value.'),
  condition_pair: () => i18n.gettext('Type both ends.'),
});

const rowWords = (i18n: I18n) => ({
  count: (v: Values) =>
    i18n.ngettext('{n} row', '{n} rows', Number(v['count'] ?? 0), { n: v['n'] ?? '' }),
  count_of: (v: Values) => i18n.gettext('{n} of {all}', v),
  count_at_least: (v: Values) => i18n.gettext('at least {n} rows', v),
  count_estimated: (v: Values) => i18n.gettext('about {n} rows', v),
  counting: () => i18n.gettext('counting…'),
  loading: () => i18n.gettext('Loading the rows'),
  empty: (v: Values) => i18n.gettext('There are no {plural} here yet.', v),
  no_match: (v: Values) => i18n.gettext('{plural}: none match', v),
  no_match_of: (v: Values) => i18n.gettext('{plural}: none of {n} matches', v),
  narrowing_clear: (v: Values) => i18n.gettext('Clear {column}: {value}', v),
  failed: () => i18n.gettext('The rows did not arrive'),
  retry: () => i18n.gettext('Try again'),
  incident: (v: Values) => i18n.gettext('Code {id}', v),
  copied: (v: Values) => i18n.gettext('{n} rows copied', v),
  copy_too_many: (v: Values) =>
    i18n.gettext('At most {n} rows can be copied: export them instead.', v),
  copy_failed: () => i18n.gettext('Nothing was copied.'),
  saving_failed: () => i18n.gettext('Not saved'),
  edit_of: (v: Values) => i18n.gettext('Edit {column}', v),
  only_read: (v: Values) => i18n.gettext('{column} is only read in this list.', v),
  open_all: () => i18n.gettext('Open all'),
  close_all: () => i18n.gettext('Close all'),
  open_row: (v: Values) => i18n.gettext('Open {name}', v),
  close_row: (v: Values) => i18n.gettext('Close {name}', v),
  no_value: () => i18n.gettext('no value'),
  here: (v: Values) =>
    i18n.ngettext('{names} is here', '{names} are here', Number(v['count'] ?? 1), v),
  unsaved: () => i18n.gettext('unsaved'),
});

export function gridWords(i18n: I18n): Say {
  const words: Words = { ...columnWords(i18n), ...filterWords(i18n), ...rowWords(i18n) };
  return (label, values = {}) => words[label](values);
}
