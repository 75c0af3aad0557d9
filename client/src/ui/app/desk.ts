/**
 * The desk: which views have a tab and where, which one is in front, and what opening, closing, picking
 * and running mean to the person in front of it.
 *
 * A tab outlives its view: a session that was built anew offers its views again, and each takes the tab it
 * had. A tab without a view (after a reload into a new session) opens its screen when it is chosen.
 */

import {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  signal,
  untracked,
} from '@preact/signals-core';
import type { IntentWire } from '../../core/contract.gen.ts';
import { Failure } from '../../core/failure.ts';
import type { Session } from '../../core/session.ts';
import type { View } from '../../core/view.ts';
import type { Desk } from '../kit/app.tsx';
import { isOfMany, isSeveral } from '../parts/view-facts.ts';
import { formatAddress, homeAddress, parseAddress } from './address.ts';
import * as docking from './dock.ts';
import { resultOf } from './picking.ts';
import {
  type DeskVoice,
  described,
  type KeptDesk,
  type LostLink,
  parted,
  type Tab,
} from './tab.ts';
import { factsOf, isHome } from './view-facts.ts';

const SETTLED = 500;
const LATEST = 5_000;
const LONGEST = 60_000; // a node of an older release does not say when it has opened everything

type Keys = readonly (string | number)[];

export class DeskModel implements Desk {
  readonly #session: Session;
  readonly #voice: DeskVoice;
  readonly #tabs = signal<ReadonlyMap<number, Tab>>(new Map());
  readonly #dock = signal<docking.Dock>(docking.emptyDock);
  readonly #modals = signal<readonly View[]>([]);
  readonly #lost = signal<LostLink | undefined>(undefined);
  /** Tabs as they were in front, the latest first. */
  #visited: readonly number[] = [];
  #made = 0;
  #cameAt = 0;
  #known: ReadonlyMap<number, View> = new Map();
  /** What was asked for here is wanted in front, unless the person has chosen another tab since. */
  readonly #wanted = new Map<string, number>();
  #chosen = 0;
  /** Tabs whose screens are being opened. */
  readonly #reviving = new Set<number>();
  readonly #ends: (() => void)[] = [];

  readonly tabs: ReadonlySignal<ReadonlyMap<number, Tab>> = this.#tabs;
  readonly dock: ReadonlySignal<docking.Dock> = this.#dock;
  /** Views over their origin: the last one on top. */
  readonly modals: ReadonlySignal<readonly View[]> = this.#modals;
  readonly lost: ReadonlySignal<LostLink | undefined> = this.#lost;
  readonly frontTab = computed(() => {
    const front = docking.activeGroup(this.#dock.value).front;
    return front === undefined ? undefined : this.#tabs.value.get(front);
  });
  readonly views = computed<readonly View[]>(() =>
    docking
      .tabsOf(this.#dock.value)
      .map((key) => this.#tabs.value.get(key)?.view)
      .filter((view) => view !== undefined),
  );
  readonly current = computed<View | undefined>(
    () => this.#modals.value.at(-1) ?? this.frontTab.value?.view,
  );

  constructor(session: Session, voice: DeskVoice, kept?: KeptDesk) {
    this.#session = session;
    this.#voice = voice;
    if (kept !== undefined) this.#restore(kept);
    this.#ends.push(effect(() => this.#follow(session.views.value)));
    this.#ends.push(effect(() => this.#reviveFronts()));
  }

  dispose(): void {
    for (const end of this.#ends) end();
  }

  #restore({ tabs, dock }: KeptDesk): void {
    this.#tabs.value = new Map(tabs.map((tab) => [tab.key, { ...tab, view: undefined }]));
    this.#made = Math.max(0, ...tabs.map((tab) => tab.key));
    this.#dock.value = dock;
  }

  /** What is to be remembered of the arrangement. */
  kept(): KeptDesk {
    const tabs = [...this.#tabs.value.values()].map(({ view, ...tab }) => ({
      ...tab,
      title: view === undefined ? tab.title : factsOf(view).title.value,
    }));
    return { tabs, dock: this.#dock.value };
  }

  // -- following the session

  #follow(views: ReadonlyMap<number, View>): void {
    const before = this.#known;
    this.#known = views;
    batch(() => {
      const gone = [...before.values()].filter((view) => views.get(view.id) !== view);
      const void_ = views.size === 0;
      for (const view of gone) this.#gone(view, void_);
      for (const view of views.values()) if (before.get(view.id) !== view) this.#came(view);
    });
  }

  #came(view: View): void {
    this.#cameAt = Date.now();
    view.focused.connect(() => this.show(view));
    view.noticed.connect((notice) => this.#voice.noticed(view, notice));
    if (view.offer.modal) {
      this.#modals.value = [...this.#modals.peek(), view];
      return;
    }
    const address = this.addressOf(view);
    const tab = this.#waiting(view, address);
    const asked = this.#wanted.get(tab?.address ?? address);
    this.#wanted.delete(tab?.address ?? address);
    const wanted = asked === this.#chosen;
    if (tab !== undefined) {
      this.#set({ ...tab, ...described(view, tab.address) });
      if (wanted) this.#bringUp(tab.key);
      return;
    }
    this.#made += 1;
    const made = { key: this.#made, ...described(view, address) };
    this.#set(made);
    const first = docking.groupsOf(this.#dock.peek().root)[0];
    this.#dock.value = isHome(view)
      ? docking.addTab(this.#dock.peek(), made.key, first?.id, 0)
      : docking.addTab(this.#dock.peek(), made.key);
    if (wanted || asked === undefined) this.#bringUp(made.key);
  }

  /**
   * The tab that waits for this view: of the same number first, else of the same address. A session
   * that was built anew names the controller that was only elected before.
   */
  #waiting(view: View, address: string): Tab | undefined {
    const elected = formatAddress({ ...view.offer.intent, controller: null });
    const waiting = [...this.#tabs.peek().values()].filter(
      (tab) => tab.view === undefined && (tab.address === address || tab.address === elected),
    );
    return waiting.find((tab) => tab.id === view.id) ?? waiting[0];
  }

  #gone(view: View, isVoid: boolean): void {
    this.#modals.value = this.#modals.peek().filter((one) => one !== view);
    const tab = this.tabOf(view);
    if (tab === undefined) return;
    if (isVoid) this.#set({ ...tab, title: factsOf(view).title.peek(), view: undefined });
    else this.#forget(tab.key, this.#originOf(view));
  }

  #originOf(view: View): number | undefined {
    const uri = view.offer.context['from_context'];
    if (uri === undefined) return undefined;
    return [...this.#tabs.peek().values()].find((tab) => tab.view?.offer.uri === uri)?.key;
  }

  #set(tab: Tab): void {
    this.#tabs.value = new Map(this.#tabs.peek()).set(tab.key, tab);
  }

  #forget(key: number, origin?: number): void {
    const wasFront = docking.activeGroup(this.#dock.peek()).front === key;
    this.#visited = this.#visited.filter((one) => one !== key);
    const tabs = new Map(this.#tabs.peek());
    tabs.delete(key);
    this.#tabs.value = tabs;
    const next = origin ?? this.#visited[0];
    this.#dock.value = docking.removeTab(this.#dock.peek(), key, next);
    if (wasFront && next !== undefined) this.#bringUp(next);
  }

  #bringUp(key: number): void {
    this.#visited = [key, ...this.#visited.filter((one) => one !== key)];
    this.#dock.value = docking.showTab(this.#dock.peek(), key);
  }

  // -- tabs

  tabOf(view: View): Tab | undefined {
    return [...this.#tabs.peek().values()].find((tab) => tab.view === view);
  }

  tabAt(address: string): Tab | undefined {
    return [...this.#tabs.peek().values()].find((tab) => tab.address === address);
  }

  get home(): Tab | undefined {
    return this.tabAt(homeAddress);
  }

  /** Grows with every tab that somebody chose: whoever waited can tell that he was overtaken. */
  get chosen(): number {
    return this.#chosen;
  }

  show(view: View): void {
    const tab = this.tabOf(view);
    if (tab !== undefined) this.showTab(tab.key);
  }

  /** Bring a tab to the front; one without a view opens its screen. */
  showTab(key: number): void {
    const tab = this.#tabs.peek().get(key);
    if (tab === undefined) return;
    this.#lost.value = undefined;
    this.#chosen += 1;
    this.#bringUp(key);
    if (tab.view === undefined) this.revive(tab);
  }

  /** What is in front has its screen, however it came there. */
  #reviveFronts(): void {
    if (this.#session.views.value.size === 0) return;
    const tabs = this.#tabs.value;
    for (const { front } of docking.groupsOf(this.#dock.value.root)) {
      const tab = front === undefined ? undefined : tabs.get(front);
      if (tab !== undefined && tab.view === undefined) untracked(() => this.revive(tab));
    }
  }

  /** Open the screen of a tab that has none, unless the session brings it back by itself. */
  revive(tab: Tab): void {
    const place = parseAddress(tab.address);
    if (place === undefined || place.home || this.#reviving.has(tab.key)) return;
    this.#reviving.add(tab.key);
    const over = () => this.#reviving.delete(tab.key);
    this.#revive(tab, place.intent).then(over, (error: unknown) => {
      over();
      // without a line nobody has said that it is gone: it is tried again when it is chosen again
      if (!(error instanceof Failure) || error.retry) return;
      this.#forget(tab.key);
      this.#lost.value = { address: tab.address, error };
    });
  }

  async #revive(tab: Tab, intent: IntentWire): Promise<void> {
    await this.#settled();
    if (this.#tabs.peek().get(tab.key)?.view !== undefined) return;
    const opened = await this.#begin(intent, tab.address);
    if (opened === '') this.#forget(tab.key);
  }

  /**
   * A session that was taken up again offers what it has: one that was built anew says when that is over,
   * of one that went on it is so when nothing more comes.
   */
  async #settled(): Promise<void> {
    await this.#opened();
    if (this.#known.size > 0 && Date.now() - this.#cameAt > SETTLED) return;
    const latest = Date.now() + LATEST;
    while (Date.now() < latest) {
      await new Promise((resolve) => setTimeout(resolve, SETTLED / 4));
      if (this.#known.size > 0 && Date.now() - this.#cameAt > SETTLED) return;
    }
  }

  async #opened(): Promise<void> {
    const { opening } = this.#session;
    if (!opening.peek()) return;
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => over(), LONGEST);
      const over = () => {
        clearTimeout(late);
        resolve();
        queueMicrotask(() => end());
      };
      const end = opening.subscribe((still) => {
        if (!still) over();
      });
    });
  }

  async closeTab(key: number): Promise<boolean> {
    const tab = this.#tabs.peek().get(key);
    if (tab === undefined || tab.address === homeAddress) return false;
    if (tab.view === undefined) {
      this.#forget(key);
      return true;
    }
    return await this.#close(tab.view);
  }

  /** Close others one by one; who wants to stay ends it. */
  async closeTabs(keys: readonly number[]): Promise<void> {
    for (const key of keys) {
      const tab = this.#tabs.peek().get(key);
      if (tab === undefined || tab.address === homeAddress) continue;
      if (!(await this.closeTab(key))) return;
    }
  }

  arrange(change: (dock: docking.Dock) => docking.Dock): void {
    this.#dock.value = change(this.#dock.peek());
    const front = docking.activeGroup(this.#dock.peek()).front;
    if (front !== undefined) this.#visited = [front, ...this.#visited.filter((k) => k !== front)];
  }

  // -- what a Desk can

  address(intent: IntentWire): string {
    return formatAddress(intent);
  }

  addressOf(view: View): string {
    return isHome(view) ? homeAddress : formatAddress(view.offer.intent);
  }

  async open(intent: IntentWire, from?: View): Promise<void> {
    this.#lost.value = undefined;
    const address = formatAddress(intent);
    const there = this.tabAt(address);
    if (there?.view !== undefined) {
      this.showTab(there.key);
      return;
    }
    try {
      await this.#begin(intent, address, from);
    } catch (error) {
      this.#voice.failed(error);
    }
  }

  /** Follow an address: a view that is there, or one to be opened. What leads nowhere is said. */
  async follow(address: string): Promise<void> {
    this.#lost.value = undefined;
    const place = parseAddress(address);
    if (place === undefined) {
      this.#lost.value = { address, error: new Failure('not_found') };
      return;
    }
    const there = this.tabAt(place.home ? homeAddress : formatAddress(place.intent));
    if (there !== undefined) {
      this.showTab(there.key);
      return;
    }
    if (place.home) return;
    try {
      await this.#settled();
      const come = this.tabAt(formatAddress(place.intent));
      if (come !== undefined) this.showTab(come.key);
      else await this.#begin(place.intent, formatAddress(place.intent));
    } catch (error) {
      this.#lost.value = { address, error };
    }
  }

  dismissLost(): void {
    this.#lost.value = undefined;
  }

  /** Begin an intent, asking which screen if several answer; false: the person chose none. */
  async #begin(intent: IntentWire, address: string, from?: View, result = false): Promise<string> {
    this.#wanted.set(address, this.#chosen);
    const begin = (what: IntentWire) =>
      from === undefined ? this.#session.begin(what) : from.begin(what, result);
    try {
      const opened = await begin(intent);
      if (opened.choose === undefined) return opened.context ?? '';
      this.#wanted.delete(address);
      const controller = await this.#voice.choose(opened.choose);
      if (controller === '') return '';
      return (await begin({ ...intent, controller })).context ?? '';
    } catch (error) {
      this.#wanted.delete(address);
      throw error;
    }
  }

  async pick(intent: IntentWire, from: View): Promise<Keys | null> {
    const address = formatAddress(intent);
    try {
      return await resultOf(from, () => this.#begin(intent, address, from, true));
    } catch (error) {
      this.#voice.failed(error);
      return null;
    }
  }

  async run(view: View, action: string, options = {}): Promise<unknown> {
    const described = view.offer.actions.find((one) => one.id === action);
    const confirm = described?.confirm;
    // of many rows a screen says first what would come of it
    const shown = isSeveral(options) && isOfMany(view, action);
    if (described !== undefined && confirm !== undefined && !shown) {
      const destructive = described.style === 'danger';
      const { label } = described;
      const asked = { ...parted(confirm), action: label, destructive };
      if (!(await this.#voice.confirm(asked, view, described, options))) {
        return undefined;
      }
    }
    try {
      const ran = described && this.#voice.running?.(view, described, options);
      const answer = await view.run(action, options, confirm !== undefined);
      if (answer.ok) ran?.(answer.result);
      return answer.ok ? answer.result : undefined; // what failed is told to the view, too
    } catch (error) {
      this.#voice.failed(error);
      return undefined;
    }
  }

  async close(view: View): Promise<void> {
    await this.#close(view);
  }

  async #close(view: View): Promise<boolean> {
    try {
      return (await view.close()).closed;
    } catch (error) {
      this.#voice.failed(error);
      return false;
    }
  }
}
