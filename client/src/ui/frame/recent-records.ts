/** What one has opened lately, for the palette and the desktop: a record that stays in front for a while. */

import { computed, effect } from '@preact/signals-core';
import type { WholeApp } from '../app/shell.ts';
import { factsOf, plainTitle } from '../app/view-facts.ts';
import { rememberRecent } from '../palette/sources.ts';

const STAYS = 1_500;

export function followRecords(app: WholeApp): () => void {
  const shown = computed(() => {
    const view = app.desk.frontTab.value?.view;
    const { content } = view?.offer.intent ?? {};
    const key = content?.ids?.length === 1 ? content.ids[0] : undefined;
    if (view === undefined || !content || key === undefined) return undefined;
    const { title, own } = factsOf(view);
    const kind = plainTitle(view);
    if (title.value === kind) return undefined; // nobody knows yet what it is called
    const customer = own.value?.id;
    const { icon } = view.offer;
    const record = { source: content.source, key, title: title.value, icon, detail: kind };
    return { ...record, ...(customer !== undefined && { customer }) };
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = effect(() => {
    const record = shown.value;
    clearTimeout(timer);
    if (record === undefined) return;
    timer = setTimeout(() => rememberRecent(app, record), STAYS);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}
