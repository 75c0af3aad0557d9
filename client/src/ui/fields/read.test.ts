import { describe, expect, test } from 'vitest';
import { I18n } from '../../core/i18n.ts';
import { type FieldFacts, isBlank, isUnread } from './facts.ts';
import { readText, shifted } from './read.ts';
import { reasonText, shapeReason, tidyTag, unreadReason, vatCheckDigit } from './reasons.ts';
import { addressText, toldText, valueText } from './say.ts';

const it = new I18n('it');
const en = new I18n('en');
const NOW = new Date(2026, 10, 20, 9, 30);

const field = (type: string, more: Partial<FieldFacts> = {}): FieldFacts =>
  ({
    name: 'x',
    type,
    label: 'X',
    widget: 'text',
    unit: null,
    length: null,
    decimals: null,
    nullable: true,
    required: false,
    choices: null,
    reference: null,
    ...more,
  }) as FieldFacts;

const read = (type: string, text: string, i18n = it, more: Partial<FieldFacts> = {}) =>
  readText(text, field(type, more), i18n, NOW);

describe('numbers', () => {
  test('are read as the reader writes them, digit by digit', () => {
    expect(read('decimal', '1.250,5', it, { decimals: 2 })).toBe('1250.50');
    expect(read('decimal', '1,250.5', en, { decimals: 2 })).toBe('1250.50');
    expect(read('decimal', '90071992547409931,25', it)).toBe('90071992547409931.25');
    expect(read('decimal', '−3', it, { decimals: 1 })).toBe('-3.0');
    expect(read('integer', '1.250')).toBe(1250);
    expect(read('decimal', '€ 12,5', it, { decimals: 2 })).toBe('12.50');
  });

  test('are never guessed: what is unclear stays as it was typed', () => {
    for (const text of ['1.2', '12,345.6', 'tanti', '1,2,3']) {
      expect(read('decimal', text)).toEqual({ unread: text });
    }
    expect(read('decimal', '1,234', it, { decimals: 2 })).toEqual({ unread: '1,234' });
    expect(read('integer', '1,5')).toEqual({ unread: '1,5' });
    expect(read('integer', '99999999999999999999')).toEqual({ unread: '99999999999999999999' });
  });

  test('nothing typed is no value', () => {
    expect(read('decimal', '  ')).toBeNull();
    expect(readText('', field('text', { nullable: false }), it)).toBe('');
  });
});

describe('days and times', () => {
  test('are read in the reader’s order, without punctuation, too', () => {
    expect(read('date', '3/12/2019')).toBe('2019-12-03');
    expect(read('date', '3/12/2019', en)).toBe('2019-03-12');
    expect(read('date', '031219')).toBe('2019-12-03');
    expect(read('date', '2019-03-12')).toBe('2019-03-12');
    expect(read('date', '3/12')).toBe('2026-12-03');
    expect(read('date', '31/02/2019')).toEqual({ unread: '31/02/2019' });
  });

  test('may be a distance from today', () => {
    expect(read('date', 'oggi')).toBe('2026-11-20');
    expect(read('date', 'Today')).toBe('2026-11-20');
    expect(read('date', 'domani')).toBe('2026-11-21');
    expect(read('date', '+14')).toBe('2026-12-04');
    expect(read('date', '-2s')).toBe('2026-11-06');
    expect(read('date', '+3m')).toBe('2027-02-20');
    expect(read('date', '+1a')).toBe('2027-11-20');
    const endOfMonth = new Date(2026, 0, 31);
    expect(readText('+1m', field('date'), it, endOfMonth)).toBe('2026-02-28');
    expect(shifted('2026-03-01', -1)).toBe('2026-02-28');
  });

  test('times are short to type', () => {
    for (const text of ['8', '8:00', '8.00', '800', '08,00']) {
      expect(read('time', text)).toBe('08:00:00');
    }
    expect(read('time', '25:00')).toEqual({ unread: '25:00' });
    expect(read('datetime', '20/11/2026 8:30')).toBe(new Date(2026, 10, 20, 8, 30).toISOString());
    expect(read('datetime', '20/11/2026 boh')).toEqual({ unread: '20/11/2026 boh' });
  });

  test('what is shown is read back as it was', () => {
    const values: readonly (readonly [string, unknown, Partial<FieldFacts>])[] = [
      ['decimal', '-1250.50', { decimals: 2 }],
      ['integer', 1250000, {}],
      ['date', '2019-03-12', {}],
      ['time', '08:30:00', {}],
      ['datetime', '2026-11-20T08:30:00.000Z', {}],
    ];
    for (const [type, value, more] of values) {
      for (const i18n of [it, en]) {
        const shown = valueText(value, field(type, more), i18n);
        const typed = type === 'datetime' && i18n === en ? undefined : shown;
        if (typed !== undefined) expect(read(type, typed, i18n, more)).toEqual(value);
      }
    }
  });
});

describe('what is said', () => {
  test('a value that cannot be read is shown as it was typed', () => {
    expect(valueText({ unread: '12/0' }, field('date'), it)).toBe('12/0');
    expect(isUnread({ unread: 'x' })).toBe(true);
    expect(isUnread({ street: 'x' })).toBe(false);
  });

  test('choices, addresses and nothing have words', () => {
    const chosen = field('text', { choices: [['low', 'Basso']] });
    expect(valueText('low', chosen, it)).toBe('Basso');
    expect(valueText('gone', chosen, it)).toBe('gone');
    expect(toldText(null, chosen, en)).toBe('empty');
    const address = { street: 'Via Roma, 1', postcode: '38068', city: 'Rovereto', province: 'TN' };
    expect(addressText({ ...address, country: 'IT' })).toBe('Via Roma, 1, 38068 Rovereto (TN)');
    expect(addressText({ ...address, country: 'AT' })).toBe('Via Roma, 1, 38068 Rovereto (TN), AT');
    expect([isBlank({ street: '' }), isBlank([]), isBlank(0), isBlank(false)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('what is wrong says how to mend it', () => {
    const vat = field('text', { name: 'vat', length: 11 });
    expect(vatCheckDigit('02194860025')).toBe(5);
    expect(shapeReason(vat, '02194860023', en)).toBe('The last digit should be 5.');
    expect(shapeReason(vat, '02194860025', en)).toBeUndefined();
    expect(shapeReason(field('text', { length: 3 }), 'abcd', en)).toBe('At most 3 characters.');
    expect(shapeReason(field('text', { name: 'pec' }), 'x@y', en)).toContain('name@domain.it');
    expect(shapeReason(field('texts', { name: 'ateco_codes' }), ['25.62.00'], en)).toBeUndefined();
    expect(shapeReason(field('texts', { name: 'ateco_codes' }), ['XX'], en)).toContain('25.62.00');
    const codes = field('texts', { name: 'ateco_codes' });
    expect([tidyTag(codes, '256200'), tidyTag(codes, '25.62')]).toEqual(['25.62.00', '25.62']);
    expect(unreadReason(field('decimal', { decimals: 2 }), en)).toContain('1,250.50');
    expect(reasonText('no_such_code', vat, '', en)).toContain('not accepted');
    expect(reasonText('Già in uso altrove.', vat, '', it)).toBe('Già in uso altrove.');
  });
});
