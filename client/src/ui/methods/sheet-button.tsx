/** The sheet of a case on paper: drawn by the server behind the screen, found in the tray. */

import { useState } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import type { SheetRequest } from '../../core/services.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';

export interface SheetButtonProps {
  /** What it is asked of when it is pressed. */
  readonly request: () => SheetRequest;
  /** What is on the screen is not what the sheet will say. */
  readonly unsaved?: boolean;
}

export function SheetButton({ request, unsaved = false }: SheetButtonProps) {
  const { i18n, notices, services } = useApp();
  const [busy, setBusy] = useState(false);
  const draw = async () => {
    setBusy(true);
    try {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      await services.jobs.sheet({ ...request(), zone });
      notices.tell({
        level: 'info',
        text: unsaved
          ? i18n.gettext('The sheet is being drawn from what is saved: you find it in the tray.')
          : i18n.gettext('The sheet is being drawn: you find it in the tray.'),
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      notices.tell({ level: 'danger', text: error.message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button look="quiet" icon="file-text" isDisabled={busy} onPress={() => draw().catch(raise)}>
      {i18n.gettext('Method sheet')}
    </Button>
  );
}
