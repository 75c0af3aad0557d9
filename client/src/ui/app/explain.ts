/** What went wrong, as a sentence: the server's own if it said one, else ours by its code. */

import { Failure } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';

export function explain(i18n: I18n, error: unknown): string {
  const { code, message } = error instanceof Failure ? error : { code: 'internal', message: '' };
  return message !== '' && message !== code ? message : sentenceOf(i18n, code);
}

export function sentenceOf(i18n: I18n, code: string): string {
  switch (code) {
    case 'not_found':
      return i18n.gettext('This does not exist, or is not among what you may see.');
    case 'denied':
      return i18n.gettext('You may not do this. Ask an administrator.');
    case 'not_authenticated':
      return i18n.gettext('Your login has ended. Sign in again.');
    case 'invalid_fields':
      return i18n.gettext('Some fields are not valid. Correct those that are marked.');
    case 'conflict':
      return i18n.gettext('Somebody saved this before you. Compare the values and choose.');
    case 'dirty':
      return i18n.gettext('There are unsaved changes. Save or discard them, then try again.');
    case 'stale':
      return i18n.gettext('This has changed meanwhile. What you see now is up to date.');
    case 'no_candidate':
      return i18n.gettext('No screen knows how to do this.');
    case 'too_large':
      return i18n.gettext('That is too much at once. Close something, or ask for less.');
    case 'rate_limited':
    case 'busy':
      return i18n.gettext('The server is busy and has done nothing. Try again in a moment.');
    case 'timeout':
      return i18n.gettext('There was no answer in time. Try again.');
    case 'closed':
    case 'unavailable':
      return i18n.gettext('The server cannot be reached now. Try again when you are back online.');
    case 'unknown_outcome':
      return i18n.gettext('The connection broke while saving. Try again: it is not done twice.');
    default:
      return i18n.gettext('Something went wrong. Try again.');
  }
}
