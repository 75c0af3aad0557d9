import { expect, test } from 'vitest';
import { I18n } from './i18n.ts';

const italian = new I18n('it', {
  Save: 'Salva',
  'Hello {name}': 'Ciao {name}',
  '{n} row': ['{n} riga', '{n} righe'],
  'verb\u0004Open': 'Apri',
  Empty: '',
});
const english = new I18n('en-GB');

test('messages, contexts and plurals; what is not translated stays as it was written', () => {
  expect(italian.gettext('Save')).toBe('Salva');
  expect(italian.gettext('Hello {name}', { name: 'Ada' })).toBe('Ciao Ada');
  expect(italian.gettext('Hello {name}')).toBe('Ciao {name}');
  expect([italian.gettext('Other'), italian.gettext('Empty')]).toEqual(['Other', 'Empty']);
  expect([italian.pgettext('verb', 'Open'), italian.pgettext('noun', 'Open')]).toEqual([
    'Apri',
    'Open',
  ]);
  const rows = [0, 1, 2, 1_000_000].map((n) => italian.ngettext('{n} row', '{n} rows', n));
  expect(rows).toEqual(['0 righe', '1 riga', '2 righe', '1.000.000 righe']);
  expect(english.ngettext('{n} row', '{n} rows', 1)).toBe('1 row');
});

test('a language with more forms takes its own', () => {
  const polish = new I18n('pl', { row: ['wiersz', 'wiersze', 'wierszy'] });
  expect([1, 2, 5].map((n) => polish.ngettext('row', 'rows', n))).toEqual([
    'wiersz',
    'wiersze',
    'wierszy',
  ]);
});

test('numbers and days are shown in the language, decimals with all of their digits', () => {
  expect(italian.number(1234.5)).toBe('1234,5');
  expect(italian.decimal('12345678901234567.85', 2)).toBe('12.345.678.901.234.567,85');
  expect(italian.date('2026-01-31')).toBe('31/01/2026');
  expect(italian.date('nonsense')).toBe('nonsense');
  expect(italian.moment('2026-01-31T10:00:00')).toBe('31/01/2026, 10:00');
  expect(italian.moment('2026-01-31T10:00:00Z', { dateStyle: 'short', timeZone: 'UTC' })).toBe(
    '31/01/26',
  );
});

test.each([
  ['1.234,5', '1234.5'],
  ['1234,5', '1234.5'],
  [' -0,50 ', '-0.50'],
  ['−7', '-7'],
  ['007', '7'],
  [',5', '0.5'],
  ['1.234.567', '1234567'],
  ['1.5', undefined],
  ['12.34,5', undefined],
  ['1,2,3', undefined],
  ['abc', undefined],
  ['', undefined],
  [',', undefined],
])('italian %j is read as %j', (text, value) => {
  expect(italian.parseNumber(text)).toBe(value);
});

test('each language reads its own numbers', () => {
  expect(english.parseNumber('1,234.5')).toBe('1234.5');
  expect(english.parseNumber('1.234,5')).toBeUndefined();
  expect(new I18n('fr').parseNumber('1 234,5')).toBe('1234.5');
});

test.each([
  ['31/1/2026', '2026-01-31'],
  ['31.01.26', '2026-01-31'],
  ['31-1', '2026-01-31'],
  ['1 2 1999', '1999-02-01'],
  ['1/2/99', '1999-02-01'],
  ['2026-01-31', '2026-01-31'],
  ['1 feb 2024', '2024-02-01'],
  ['1º Febbraio 24', '2024-02-01'],
  ['31-gen', '2026-01-31'],
  ['31 feb 2026', undefined],
  ['1 ma 2026', undefined],
  ['1 mag. 2026', '2026-05-01'],
  ['31/2/2026', undefined],
  ['2026-13-01', undefined],
  ['31', undefined],
  ['a/b/c', undefined],
])('italian %j is the day %j', (text, value) => {
  expect(italian.parseDate(text, new Date(2026, 5, 1))).toBe(value);
});

test('the order of day and month is the language’s', () => {
  expect(new I18n('en-US').parseDate('1/31/2026')).toBe('2026-01-31');
  expect(new I18n('de').parseDate('31.1.2026')).toBe('2026-01-31');
  expect(new I18n('en-US').parseDate('February 1, 2026')).toBe('2026-02-01');
});
