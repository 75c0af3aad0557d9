/** Whether the palette is open, and what it begins with: `@` to look for a customer. */

import { type Signal, signal } from '@preact/signals-core';

export const paletteOpen: Signal<{ readonly text: string } | undefined> = signal(undefined);

export function openPalette(text = ''): void {
  paletteOpen.value = { text };
}
