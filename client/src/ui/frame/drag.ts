/** The tab that is being dragged, if one is: whoever can take it shows so. */

import { type Signal, signal } from '@preact/signals-core';

export const dragged: Signal<number | undefined> = signal(undefined);
