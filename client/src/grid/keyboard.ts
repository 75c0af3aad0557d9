/** Which key means what, without any DOM: the table that is tested line by line. */

export type Motion =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'row-start'
  | 'row-end'
  | 'first'
  | 'last'
  | 'page-up'
  | 'page-down'
  | 'edge-left'
  | 'edge-right'
  | 'edge-up'
  | 'edge-down';

export type Command =
  | { readonly do: 'move'; readonly to: Motion; readonly extend: boolean }
  | { readonly do: 'next' | 'previous' }
  | { readonly do: 'enter' | 'edit' | 'escape' | 'toggle-row' | 'all' | 'menu' }
  | { readonly do: 'type'; readonly text: string }
  /** A group or branch with everything below it. */
  | { readonly do: 'open-below' | 'close-below' };

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const PLAIN: Readonly<Record<string, Motion>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'row-start',
  End: 'row-end',
  PageUp: 'page-up',
  PageDown: 'page-down',
};
const WITH_CTRL: Readonly<Record<string, Motion>> = {
  ArrowLeft: 'edge-left',
  ArrowRight: 'edge-right',
  ArrowUp: 'edge-up',
  ArrowDown: 'edge-down',
  Home: 'first',
  End: 'last',
};

const WITH_ALT: Readonly<Record<string, Command>> = {
  ArrowDown: { do: 'menu' },
  ArrowRight: { do: 'open-below' },
  ArrowLeft: { do: 'close-below' },
};

/** The command of a key in a cell that is not being edited; null: not ours, let the browser have it. */
export function commandOf(key: Key): Command | null {
  const ctrl = key.ctrlKey || key.metaKey;
  if (key.altKey) {
    return WITH_ALT[key.key] ?? null;
  }
  const to = (ctrl ? WITH_CTRL : PLAIN)[key.key];
  if (to !== undefined) {
    return { do: 'move', to, extend: key.shiftKey };
  }
  if (ctrl) {
    return key.key.toLowerCase() === 'a' && !key.shiftKey ? { do: 'all' } : null;
  }
  return named(key);
}

function named(key: Key): Command | null {
  switch (key.key) {
    case 'Tab':
      return { do: key.shiftKey ? 'previous' : 'next' };
    case 'Enter':
      return { do: 'enter' };
    case 'F2':
      return { do: 'edit' };
    case 'Escape':
      return { do: 'escape' };
    case ' ':
      return { do: 'toggle-row' };
    case 'ContextMenu':
      return { do: 'menu' };
    case 'F10':
      return key.shiftKey ? { do: 'menu' } : null;
    default:
      return key.key.length === 1 ? { do: 'type', text: key.key } : null;
  }
}

export function isTab(command: Command): boolean {
  return command.do === 'next' || command.do === 'previous';
}
