/** Shortcuts as people read them: `$mod+Shift+KeyK` is `Ctrl Maiusc K`, or `⌘ ⇧ K` on a Mac. */

import type { I18n } from '../../core/i18n.ts';

const isMac = (): boolean => /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? '');

function names(i18n: I18n, mac: boolean): ReadonlyMap<string, string> {
  return new Map([
    ['$mod', mac ? '⌘' : 'Ctrl'],
    ['Control', 'Ctrl'],
    ['Meta', mac ? '⌘' : 'Win'],
    ['Alt', mac ? '⌥' : 'Alt'],
    ['Shift', mac ? '⇧' : i18n.gettext('Shift')],
    ['Enter', i18n.gettext('Enter')],
    ['Escape', 'Esc'],
    ['Space', i18n.gettext('Space')],
    ['Insert', i18n.gettext('Ins')],
    ['Delete', i18n.gettext('Del')],
    ['Home', 'Home'],
    ['End', i18n.gettext('End')],
    ['PageUp', i18n.gettext('PgUp')],
    ['PageDown', i18n.gettext('PgDn')],
    ['ArrowUp', '↑'],
    ['ArrowDown', '↓'],
    ['ArrowLeft', '←'],
    ['ArrowRight', '→'],
    ['Slash', '/'],
    ['Comma', ','],
    ['Period', '.'],
    ['Backslash', '\\'],
  ]);
}

export function spelled(keys: string, i18n: I18n, mac = isMac()): string {
  const known = names(i18n, mac);
  const plain = (key: string) =>
    key.replace(/^(Key|Digit)(?=.$)/, '').toLocaleUpperCase(i18n.locale);
  return keys
    .split(/\s+/)
    .map((press) =>
      press
        .split(/\+(?!$)/)
        .map((key) => known.get(key) ?? plain(key))
        .join(' '),
    )
    .join(', ');
}
