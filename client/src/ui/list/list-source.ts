/** The cursor of a list as the source of its grid, with the words of the screen on its columns. */

import type { SourceDescription } from '../../core/contract.gen.ts';
import type { Cursor } from '../../core/cursor.ts';
import { isRecord } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import { CursorSource } from '../../grid/cursor-source.ts';
import type { Failure } from '../../grid/source.ts';
import { withUnits } from './list-state.ts';

export class ListSource extends CursorSource {
  override readonly description: SourceDescription;

  constructor(cursor: Cursor, i18n: I18n) {
    super(cursor, (error) => inWords(error, i18n));
    this.description = withUnits(cursor.described.source);
  }
}

/** What went wrong: the server's sentence when it says one, and the code for whoever helps. */
export function inWords(error: Readonly<Record<string, unknown>>, i18n: I18n): Failure {
  const { message, fields } = error;
  const incident = isRecord(fields) ? fields['incident'] : error['incident'];
  return {
    message:
      typeof message === 'string' && message !== ''
        ? message
        : i18n.gettext('The server could not read them. What you typed is safe.'),
    ...(typeof incident === 'string' && incident !== '' ? { incident } : {}),
  };
}
