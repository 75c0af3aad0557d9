/** F6: from one area of the window to the next, so that no one tabs through everything. */

const REGIONS =
  '.top-bar, .nav, .frame-banner, .tab-strip, .dock-panel:not([inert]), .status-bar, .toasts';
const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex]:not([tabindex="-1"])';

export function focusRegion(by: number): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(
    (region) => region.checkVisibility() && firstIn(region) !== undefined,
  );
  const active = document.activeElement;
  const at = regions.findIndex((region) => region.contains(active));
  const from = at < 0 && by < 0 ? 0 : at;
  const next = regions[(from + by + regions.length) % regions.length];
  if (next !== undefined) firstIn(next)?.focus();
}

export function firstIn(region: HTMLElement): HTMLElement | undefined {
  const chosen = region.querySelector<HTMLElement>(
    '[role="tab"][aria-selected="true"], [role="grid"] [tabindex="0"], [role="treegrid"] [tabindex="0"]',
  );
  if (chosen !== null) return chosen;
  return [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find(
    (one) => one.checkVisibility() && one.tabIndex >= 0,
  );
}
