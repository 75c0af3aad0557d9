/** Why a value is not accepted, in a sentence that says how to mend it. */

import type { I18n } from '../../core/i18n.ts';
import type { FieldFacts } from './facts.ts';

/** What was typed is not of its kind. */
export const unreadReason = (field: FieldFacts, i18n: I18n): string => {
  if (field.choices !== null) return i18n.gettext('Choose one of those in the list.');
  switch (field.type) {
    case 'integer':
      return i18n.gettext('Type a whole number, for instance {example}.', {
        example: i18n.number(1250),
      });
    case 'decimal':
      return field.decimals === null
        ? i18n.gettext('Type a number, for instance {example}.', {
            example: i18n.decimal('1250.5', 1),
          })
        : i18n.ngettext(
            'Type a number with at most one decimal, for instance {example}.',
            'Type a number with at most {n} decimals, for instance {example}.',
            field.decimals,
            { example: i18n.decimal('1250.5', field.decimals) },
          );
    case 'date':
      return i18n.gettext('There is no such day. Type it like {example}.', {
        example: i18n.date('2026-11-20'),
      });
    case 'time':
      return i18n.gettext('Type a time like 08:30.');
    case 'datetime':
      return i18n.gettext('Type a day and a time, like {example} 08:30.', {
        example: i18n.date('2026-11-20'),
      });
    default:
      return field.reference !== null
        ? i18n.gettext('Choose one of those in the list.')
        : i18n.gettext('This cannot be read. Type it again.');
  }
};

/** The digit an Italian VAT number should end with; undefined: it has not eleven digits. */
export const vatCheckDigit = (text: string): number | undefined => {
  if (!/^\d{11}$/.test(text)) return undefined;
  const sum = [...text.slice(0, 10)].map(Number).reduce((total, digit, place) => {
    const doubled = digit * 2;
    return total + (place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10;
};

const vatReason = (value: unknown, i18n: I18n): string => {
  const digit = vatCheckDigit(String(value ?? ''));
  return digit === undefined
    ? i18n.gettext('A VAT number has eleven digits.')
    : i18n.gettext('The last digit should be {digit}.', { digit });
};

type Sentence = (field: FieldFacts, i18n: I18n) => string;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  required: (_field, i18n) => i18n.gettext('This cannot be empty.'),
  readonly: (_field, i18n) => i18n.gettext('This cannot be changed.'),
  denied: (_field, i18n) => i18n.gettext('You may not change this. Ask an administrator.'),
  unknown_column: (_field, i18n) =>
    i18n.gettext('This field is not there any more. Load the page again.'),
  unknown_reference: (_field, i18n) =>
    i18n.gettext('This record is not there any more, or not yours to see. Choose another one.'),
  unknown_choice: (_field, i18n) => i18n.gettext('Choose one of those in the list.'),
  wrong_type: unreadReason,
  bad_value: unreadReason,
  out_of_range: (_field, i18n) => i18n.gettext('This is beyond what can be kept. Check it.'),
  unprintable: (_field, i18n) =>
    i18n.gettext('There are characters here that cannot be written. Take them out.'),
  too_long: (field, i18n) =>
    field.length === null
      ? i18n.gettext('This text is too long. Make it shorter.')
      : i18n.gettext('At most {length} characters.', { length: field.length }),
  duplicate: (_field, i18n) => i18n.gettext('There is one with the same value already.'),
  not_unique: (_field, i18n) => i18n.gettext('There is one with the same value already.'),
};

/** What the server says of a field: a code, or already a sentence. */
export const reasonText = (code: string, field: FieldFacts, value: unknown, i18n: I18n): string => {
  const known = SENTENCES[code];
  if (known !== undefined) return known(field, i18n);
  if (/vat|check_digit/.test(code)) return vatReason(value, i18n);
  if (/email|pec/.test(code)) return i18n.gettext('An e-mail address looks like name@domain.it.');
  if (/ateco/.test(code)) return i18n.gettext('An ATECO code looks like 25.62.00.');
  if (/\s/.test(code)) return code;
  return i18n.gettext('This value is not accepted. Check it and save again.');
};

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const isMail = (field: FieldFacts): boolean =>
  field.widget === 'email' || /(^|_)(email|pec|mail)$/.test(field.name);

/** A shape that can be told apart without asking: said while one is still there. */
export const shapeReason = (field: FieldFacts, value: unknown, i18n: I18n): string | undefined => {
  if (Array.isArray(value)) {
    const wrong = value.some((tag) => tagFault(field, String(tag)));
    return wrong ? reasonText('ateco', field, value, i18n) : undefined;
  }
  if (typeof value !== 'string' || value === '') return undefined;
  if (field.length !== null && [...value].length > field.length) {
    return reasonText('too_long', field, value, i18n);
  }
  if (isMail(field) && !EMAIL.test(value.trim())) return reasonText('email', field, value, i18n);
  const digit = field.name === 'vat' ? vatCheckDigit(value) : undefined;
  if (digit !== undefined && digit !== Number(value.at(-1))) return vatReason(value, i18n);
  return undefined;
};

const ATECO = /^\d{2}(\.\d{1,2}(\.\d{1,2})?)?$/;

/** A code as the register writes it: bare digits get their points. */
export const tidyTag = (field: FieldFacts, typed: string): string =>
  /ateco/.test(field.name) && /^\d{3,6}$/.test(typed)
    ? [typed.slice(0, 2), typed.slice(2, 4), typed.slice(4)].filter((one) => one !== '').join('.')
    : typed;

/** Whether a tag has not the shape of those of its field. */
export const tagFault = (field: FieldFacts, tag: string): boolean =>
  /ateco/.test(field.name) && !ATECO.test(tag);
