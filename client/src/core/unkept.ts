/**
 * What is typed is kept on this machine until the server has it: a page that is loaded again while the
 * server is away, or a browser that is closed then, brings it back. Of one user, gone when he logs out.
 */

import { effect } from '@preact/signals-core';
import { isRecord } from './failure.ts';
import { type Session, shownBy } from './session.ts';
import type { Carried } from './view.ts';

const PLACE = 'ytefas.unkept.';
const LOOSE = '.loose';
const SOON = 100;
const DAYS = 30;

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

type Kept = Readonly<Record<string, Carried & { readonly at: string }>>;

export class Unkept {
  readonly #store: Store;
  readonly #place: string;

  constructor(store: Store, user: string) {
    this.#store = store;
    this.#place = PLACE + user;
  }

  /** What was left of a view, once. */
  take(shown: string): Carried | undefined {
    const { [shown]: found, ...rest } = this.#read();
    if (found !== undefined) this.#write(rest);
    return found;
  }

  clear(): void {
    this.#store.removeItem(this.#place);
    this.#store.removeItem(this.#place + LOOSE);
  }

  /** Keep work that is no record's, by a name of its own, until it is kept elsewhere or given up. */
  remember(name: string, value: unknown): void {
    const { [name]: _, ...rest } = this.#loose();
    const kept =
      value === undefined ? rest : { ...rest, [name]: { value, at: new Date().toISOString() } };
    try {
      if (Object.keys(kept).length === 0) this.#store.removeItem(this.#place + LOOSE);
      else this.#store.setItem(this.#place + LOOSE, JSON.stringify(kept));
    } catch {
      // a browser that stores nothing, or no more
    }
  }

  remembered(name: string): unknown {
    return this.#loose()[name]?.value;
  }

  #loose(): Readonly<Record<string, { readonly value: unknown; readonly at: string }>> {
    try {
      const found: unknown = JSON.parse(this.#store.getItem(this.#place + LOOSE) ?? '{}');
      if (!isRecord(found)) return {};
      const oldest = new Date(Date.now() - DAYS * 86_400_000).toISOString();
      return Object.fromEntries(
        Object.entries(found).filter(([, one]) => isRecord(one) && String(one['at']) > oldest),
      ) as Record<string, { value: unknown; at: string }>;
    } catch {
      return {};
    }
  }

  /** Follow the views of a session; `page` tells when it is about to go. */
  follow(
    session: Session,
    page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
  ): () => void {
    const own = new Set<string>(); // of this page; others belong to tabs that live or have gone
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      clearTimeout(timer);
      timer = undefined;
      const kept: Record<string, Kept[string]> = { ...this.#read() };
      const before = JSON.stringify(kept);
      for (const shown of own) delete kept[shown];
      own.clear();
      const left = session.left.peek();
      for (const view of [...left, ...session.views.peek().values()]) {
        const unkept =
          left.includes(view) ||
          view.before.peek() !== undefined ||
          view.inherits ||
          [...view.edits.values()].some((edits) => edits.unkept.peek());
        const carried = unkept ? view.carried() : undefined;
        if (carried === undefined) continue;
        const shown = shownBy(view.offer);
        kept[shown] = { ...carried, at: new Date().toISOString() };
        own.add(shown);
      }
      if (JSON.stringify(kept) !== before) this.#write(kept);
    };
    const end = effect(() => {
      for (const view of [...session.left.value, ...session.views.value.values()]) {
        view.before.value;
        for (const edits of view.edits.values()) {
          edits.touched.value;
          edits.unkept.value;
        }
      }
      timer ??= setTimeout(keep, SOON);
    });
    page.addEventListener('pagehide', keep);
    return () => {
      end();
      clearTimeout(timer);
      page.removeEventListener('pagehide', keep);
    };
  }

  #read(): Kept {
    try {
      const found: unknown = JSON.parse(this.#store.getItem(this.#place) ?? '{}');
      if (!isRecord(found)) return {};
      const oldest = new Date(Date.now() - DAYS * 86_400_000).toISOString();
      return Object.fromEntries(
        Object.entries(found).filter(
          ([, one]) => isRecord(one) && isRecord(one['drafts']) && String(one['at']) > oldest,
        ),
      ) as Kept;
    } catch {
      return {};
    }
  }

  #write(kept: Kept): void {
    try {
      if (Object.keys(kept).length === 0) this.#store.removeItem(this.#place);
      else this.#store.setItem(this.#place, JSON.stringify(kept));
    } catch {
      // a browser that stores nothing, or no more: the server has what it has
    }
  }
}
