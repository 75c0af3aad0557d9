import { expect, test } from 'vitest';
import { I18n } from '../../core/i18n.ts';
import { limitsText, limitText, readLimit } from './limits.ts';

const it_ = new I18n('it');

test('a limit is typed and read back as the same number', () => {
  for (const [typed, kept, shown] of [
    ['0,05', '0.05', '0,05'],
    ['0.05', '0.05', '0,05'],
    ['1210', '1210', '1210'],
    [' 1884,5 ', '1884.5', '1884,5'],
  ] as const) {
    expect(readLimit(typed, it_)).toBe(kept);
    expect(limitText(kept, it_)).toBe(shown);
  }
  expect(readLimit('molto', it_)).toBe('molto');
});

test('limits are told in a line for each agent', () => {
  const rows = [{ agent: 'Ammoniaca', eight_hours: '14', short_term: '36', unit: 'mg/m3' }];
  expect(limitsText(rows, it_)).toMatch(/^Ammoniaca: .* 14 mg\/m³, .* 36 mg\/m³$/);
});
