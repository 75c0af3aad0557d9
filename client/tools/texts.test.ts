/** The words of the client: found where they are said, all of them translated, none outside. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { I18n } from '../src/core/i18n.ts';
import { chooseLocale, loadCatalogue } from '../src/texts/load.ts';
import { faultsOf, merged } from './catalogue.ts';
import { read, readAll } from './messages.ts';
import { pseudo, pseudoOf, readPo, tableOf, writePo } from './po.ts';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));
const ITALIAN = fileURLToPath(new URL('../src/texts/it.po', import.meta.url));
const HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n';

describe('what the client says', () => {
  const { messages, faults } = readAll(SOURCE);

  it('can all be translated', () => {
    expect(faults.map(({ file, line, what }) => `${file}:${line}: ${what}`)).toEqual([]);
  });

  it('is in Italian, whole, and nothing else is (make texts tells the catalogue)', () => {
    expect(faultsOf(readPo(readFileSync(ITALIAN, 'utf8')), messages)).toEqual([]);
  });
});

describe('finding words', () => {
  const found = (source: string) =>
    read(source, 'one.tsx').messages.map(({ context, id, plural }) => [context, id, plural]);

  it('goes through tags, apostrophes, templates, generics and regular expressions', () => {
    expect(
      found(`
        const a: Array<string> = [gettext('generic')];
        const b = <p title={t.gettext('attribute')}>it's {t.gettext("after ' it")}</p>;
        const c = x < y ? t.gettext(\`template\`) : /['"]/.test(z) && gettext('regex');
        const d = \`a \${gettext('inside')}\`;
        const e = t.gettext('two ' + 'pieces', { n });
        const f = t.ngettext('{n} row', '{n} rows', n);
        const g = t.pgettext('verb', 'Open');
      `),
    ).toEqual([
      [undefined, 'generic', undefined],
      [undefined, 'attribute', undefined],
      [undefined, "after ' it", undefined],
      [undefined, 'template', undefined],
      [undefined, 'regex', undefined],
      [undefined, 'inside', undefined],
      [undefined, 'two pieces', undefined],
      [undefined, '{n} row', '{n} rows'],
      ['verb', 'Open', undefined],
    ]);
  });

  it('tells what would never be found', () => {
    const faults = (source: string) => read(source, 'one.tsx').faults.map(({ what }) => what);
    expect(faults('const a = <p>Save · 3</p>')).toEqual(['words between tags: Save · 3']);
    expect(faults('const a = <p aria-label="Close" id="close">×</p>')).toEqual([
      'words in aria-label: Close',
    ]);
    expect(faults('t.gettext(label); t.gettext(one + two)')).toHaveLength(2);
  });
});

describe('a catalogue', () => {
  const po = `${HEADER}# kept\nmsgctxt "verb"\nmsgid "Open"\nmsgstr "Apri"\n\nmsgid "{n} \\"row\\""\nmsgid_plural "{n} rows"\nmsgstr[0] "{n} riga"\nmsgstr[1] "{n} righe"\n\nmsgid "long"\nmsgstr ""\n"one\\n"\n"two"\n`;
  const messages = read(
    `pgettext('verb', 'Open'); ngettext('{n} "row"', '{n} rows', n); gettext('long')`,
    'one.ts',
  ).messages;

  it('is read as it is written', () => {
    expect(tableOf(readPo(po))).toEqual({
      'verb\u0004Open': 'Apri',
      '{n} "row"': ['{n} riga', '{n} righe'],
      long: 'one\ntwo',
    });
    const entries = readPo(po);
    expect(readPo(writePo(entries))).toEqual(entries);
    expect(faultsOf(entries, messages)).toEqual([]);
  });

  it('follows the sources and keeps what was translated', () => {
    const more = read(`gettext('long'); gettext('new')`, 'one.ts').messages;
    const entries = merged(readPo(po), more);
    expect(entries.map(({ id, strings }) => [id, strings])).toEqual([
      ['', ['Plural-Forms: nplurals=2; plural=(n != 1);\n']],
      ['long', ['one\ntwo']],
      ['new', ['']],
    ]);
    expect(faultsOf(entries, more)).toEqual(['not translated: new']);
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    ['a missing message', '', 'not in the catalogue: {n} of {all} (one.ts)'],
    ['an empty one', 'msgid "{n} of {all}"\nmsgstr ""\n', 'not translated: {n} of {all}'],
    [
      'an unsure one',
      '#, fuzzy\nmsgid "{n} of {all}"\nmsgstr "{n} su {all}"\n',
      'unsure (fuzzy): {n} of {all}',
    ],
    [
      'other placeholders',
      'msgid "{n} of {all}"\nmsgstr "{n} su {tutti}"\n',
      'other placeholders than the source: {n} of {all}',
    ],
  ];
  it.each(wrong)('does not pass with %s', (_name, body, fault) => {
    const said = read(`gettext('{n} of {all}')`, 'one.ts').messages;
    expect(faultsOf(readPo(HEADER + body), said)).toContain(fault);
  });

  it('does not pass with what nobody says, or a plural short of a form', () => {
    const entries = readPo(
      `${HEADER}msgid "a"\nmsgid_plural "as"\nmsgstr[0] "x"\n\n#~ msgid "old"\n#~ msgstr "vecchio"\n\nmsgid "b"\nmsgstr "c"\n`,
    );
    expect(faultsOf(entries, read(`ngettext('a', 'as', n)`, 'one.ts').messages)).toEqual([
      'not translated: a',
      'no longer said: old',
      'no longer said: b',
    ]);
  });
});

describe('languages', () => {
  it('are chosen by the first that is spoken', () => {
    expect(chooseLocale(null, undefined, 'de-DE', 'en-GB', 'it')).toBe('en');
    expect(chooseLocale('it-CH')).toBe('it');
    expect(chooseLocale('fi')).toBe('it');
    expect(chooseLocale('x-pseudo', 'it')).toBe('en-XA');
  });

  it('come from the catalogue as it is written', async () => {
    expect(await loadCatalogue('it')).toEqual(tableOf(readPo(readFileSync(ITALIAN, 'utf8'))));
    expect(await loadCatalogue('en')).toEqual({});
    const stretched = await loadCatalogue('en-XA');
    expect(
      Object.values(stretched)
        .flat()
        .every((text) => text.startsWith('⟦')),
    ).toBe(true);
  });

  it('of nobody is longer, accented, and fills in what is left open', () => {
    expect(pseudo('Save {n} rows')).toMatch(/^⟦Šåṽé \{n\} ŕöŵš·+⟧$/);
    const entries = readPo(`${HEADER}msgid "{n} row"\nmsgid_plural "{n} rows"\nmsgstr[0] ""\n`);
    const i18n = new I18n('en-XA', pseudoOf(entries));
    expect(i18n.ngettext('{n} row', '{n} rows', 1200)).toMatch(/^⟦1,200 ŕöŵš·+⟧$/);
  });
});
