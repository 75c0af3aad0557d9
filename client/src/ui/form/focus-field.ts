/** Where the controls of fields are found on the screen. */

import type { FieldSlot } from './form-model.ts';

/** Put the focus into a field, wherever it is. */
export const focusField = (slot: FieldSlot): boolean => {
  const field = document.querySelector<HTMLElement>(`[data-slot="${slot.id}"]`);
  const control = field?.querySelector<HTMLElement>(
    'input:not([tabindex="-1"]), textarea, select, output[tabindex]',
  );
  if (field?.role === 'gridcell') {
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
    return true;
  }
  if (!control) return false;
  control.scrollIntoView({ block: 'center' });
  control.focus({ preventScroll: true });
  return true;
};
