/** The link to the view in front, on the clipboard. */

import type { WholeApp } from '../app/shell.ts';

export async function copyLink({ desk, notices, i18n }: WholeApp, address?: string): Promise<void> {
  const fragment = address ?? desk.frontTab.peek()?.address;
  if (fragment === undefined) return;
  const link = `${location.origin}${location.pathname}${fragment}`;
  try {
    await navigator.clipboard.writeText(link);
    notices.tell({ level: 'ok', text: i18n.gettext('Link copied.'), detail: link });
  } catch {
    // the browser keeps the clipboard to itself: the link can still be read and copied by hand
    notices.tell({ level: 'info', text: i18n.gettext('This is the link.'), detail: link });
  }
}
