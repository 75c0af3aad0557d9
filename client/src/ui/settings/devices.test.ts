import { expect, test } from 'vitest';
import { I18n } from '../../core/i18n.ts';
import { deviceOf, momentOf } from './devices.ts';

const i18n = new I18n('en', {});
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

test('a browser is called what people call it', () => {
  expect(deviceOf(i18n, CHROME)).toBe('Chrome on Windows');
  expect(deviceOf(i18n, `${CHROME} Edg/140.0`)).toBe('Edge on Windows');
  expect(deviceOf(i18n, 'curl/8')).toBe('Unknown program');
});

test('a moment that is none is said as nothing', () => {
  expect(momentOf(i18n, '')).toBe('');
});
