/** The shares of panes beside each other: numbers that make up one, none too small to be seen. */

export const SMALLEST = 0.08;
const STEP = 0.02;

/** What the server or a person gave, fitted to so many panes. */
export function sharesOf(given: unknown, panes: number): readonly number[] {
  const even = Array.from({ length: panes }, () => 1 / panes);
  if (!Array.isArray(given) || given.length !== panes) return even;
  const sizes = given.map(Number);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  if (!sizes.every((size) => Number.isFinite(size) && size > 0)) return even;
  return sizes.map((size) => size / whole);
}

/** Give the pane before a bar so much more, and the one after it so much less. */
export function moveBar(shares: readonly number[], bar: number, by: number): readonly number[] {
  const [before, after] = [shares[bar], shares[bar + 1]];
  if (before === undefined || after === undefined) return shares;
  const both = before + after;
  const least = Math.min(SMALLEST, both / 2);
  const moved = Math.min(Math.max(before + by, least), both - least);
  return shares.map((share, at) => (at === bar ? moved : at === bar + 1 ? both - moved : share));
}

/** How far a key moves the bar; null: it is not one of its keys. */
export function stepOf(key: string, across: 'x' | 'y', fast: boolean): number | null {
  const step = fast ? STEP * 4 : STEP;
  const [less, more] = across === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === less) return -step;
  if (key === more) return step;
  if (key === 'Home') return -1;
  return key === 'End' ? 1 : null;
}
