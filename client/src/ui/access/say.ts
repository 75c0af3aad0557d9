/** The words of screens that stand outside of the app: there is nobody signed in to ask yet. */

import type { I18n } from '../../core/i18n.ts';

export type Say = I18n;
