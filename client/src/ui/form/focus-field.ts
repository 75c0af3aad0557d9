/** Where the controls of fields are found on the screen. */

import type { FieldSlot } from './form-model.ts';

const SCROLLERS = '.record-body, .form-scroll';
const AIR = 48; // px left between what is shown and the edge

/**
 * Bring an element into what is seen of its form. The browser's own way would also move what stands
 * around the form and never scrolls by itself.
 */
export const reveal = (element: Element, place: 'start' | 'nearest' = 'nearest'): void => {
  const scroller = element.closest(SCROLLERS);
  if (scroller === null) return;
  const seen = scroller.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  if (place === 'start') scroller.scrollTop += box.top - seen.top - 8;
  else if (box.top < seen.top + AIR) scroller.scrollTop += box.top - seen.top - AIR;
  else if (box.bottom > seen.bottom - AIR) scroller.scrollTop += box.bottom - seen.bottom + AIR;
};

/** Told to what keeps a field behind something else, so that it can be seen. */
export const AHEAD = 'ytefas-ahead';

/** Put the focus into a field, wherever it is. */
export const focusField = (slot: FieldSlot): boolean => {
  const field = document.querySelector<HTMLElement>(`[data-slot="${slot.id}"]`);
  field?.closest('[data-behind][hidden]')?.dispatchEvent(new CustomEvent(AHEAD));
  const control = field?.querySelector<HTMLElement>(
    'input:not([tabindex="-1"]), textarea, select, output[tabindex], .file-field button',
  );
  if (field?.role === 'gridcell') {
    reveal(field);
    field.focus({ preventScroll: true });
    return true;
  }
  if (!control) return false;
  reveal(control);
  control.focus({ preventScroll: true });
  return true;
};
