/** What ties the app to its page: the address, the title, and the warning before unsaved work is left. */

import { computed, effect, untracked } from '@preact/signals-core';
import { raise } from '../../core/failure.ts';
import { homeAddress } from '../app/address.ts';
import type { WholeApp } from '../app/shell.ts';
import { factsOf } from '../app/view-facts.ts';
import { followRecords } from './recent-records.ts';

const NAME = 'Ytefas';

export function followPage(app: WholeApp): () => void {
  const ends = [
    followTitle(app),
    followAddress(app),
    guard(app),
    hearNetwork(app),
    followRecords(app),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function followTitle({ desk }: WholeApp): () => void {
  const title = computed(() => {
    const tab = desk.frontTab.value;
    if (tab === undefined) return NAME;
    const own = tab.view === undefined ? undefined : factsOf(tab.view);
    const mark = own?.dirty.value === true ? '• ' : '';
    return `${mark}${own?.title.value ?? tab.title} · ${NAME}`;
  });
  return effect(() => {
    document.title = title.value;
  });
}

/** Each tab that comes to the front is a step of the history; going back shows it, or opens it again. */
function followAddress({ desk, client }: WholeApp): () => void {
  const front = computed(() => desk.frontTab.value?.address);
  const follow = (address: string) => {
    const went = async () => {
      await desk.follow(address);
      // where it led nowhere, or over what there is: the address says what is in front
      const shown = desk.frontTab.peek()?.address;
      const nowhere = desk.lost.peek() !== undefined || desk.modals.peek().length > 0;
      if (nowhere && shown !== undefined && shown !== location.hash)
        history.replaceState(null, '', shown);
    };
    went().catch(raise);
  };
  // a link waits until the session has shown what it has: it may be among that
  let linked = location.hash.length > homeAddress.length ? location.hash : undefined;
  const opening = effect(() => {
    const home = desk.home?.view;
    const views = desk.views.value;
    if (linked === undefined || home === undefined || views.length === 0) return;
    if (client.line.standing.value.phase !== 'online') return;
    const address = linked;
    linked = undefined;
    untracked(() => setTimeout(() => follow(address), 0));
  });
  const telling = effect(() => {
    const address = front.value;
    if (address === undefined || linked !== undefined || address === location.hash) return;
    const first = location.hash === '' || location.hash === '#';
    if (first) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
  });
  const hear = () => {
    const wanted = location.hash === '' ? homeAddress : location.hash;
    if (wanted !== desk.frontTab.peek()?.address) follow(wanted);
  };
  window.addEventListener('popstate', hear);
  return () => {
    opening();
    telling();
    window.removeEventListener('popstate', hear);
  };
}

/** Drafts are kept by the server; the browser asks all the same before a page with unsaved work goes. */
function guard(app: WholeApp): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    const unsaved = [...app.client.session.views.peek().values()].some((view) => view.dirty);
    if (unsaved && !app.leaving) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  return () => window.removeEventListener('beforeunload', ask);
}

/** The machine says that it is off the network: that is known sooner than a silent line gives up. */
function hearNetwork({ client }: WholeApp): () => void {
  const off = () => client.line.cut();
  window.addEventListener('offline', off);
  return () => window.removeEventListener('offline', off);
}
