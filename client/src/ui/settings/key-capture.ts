/** A press as a shortcut is written; undefined while only a modifier is down. */

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead']);

export function pressed(event: Press): string | undefined {
  if (MODIFIERS.has(event.key)) return undefined;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('$mod');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey) parts.push('Shift');
  // letters and digits by their place, so that a layout or Shift does not change what is meant
  const placed = /^(Key[A-Z]|Digit\d)$/.test(event.code);
  return [...parts, placed ? event.code : event.key === ' ' ? 'Space' : event.key].join('+');
}
