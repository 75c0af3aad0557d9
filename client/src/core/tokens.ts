/**
 * How this tab comes back to its session: in memory, and in the tab's own storage for a reload.
 *
 * A browser copies that storage into a duplicated tab; two tabs on one session would throw each other
 * out for ever. So a tab claims its session by a lock, and one that is refused begins its own.
 */

import type { Resume } from './contract.gen.ts';
import { isRecord } from './failure.ts';
import type { TokenKeeper } from './session.ts';

const PLACE = 'ytefas.session';

/** The storage and the locks of the browser, as far as they are needed; either may be missing. */
export interface TabPlace {
  readonly storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly locks?: Pick<LockManager, 'request'>;
}

const read = (text: string | null | undefined): Resume | undefined => {
  try {
    const found: unknown = JSON.parse(text ?? 'null');
    if (!isRecord(found)) return undefined;
    const { id, token } = found;
    return typeof id === 'string' && typeof token === 'string' ? { id, token } : undefined;
  } catch {
    return undefined;
  }
};

export class TabTokens implements TokenKeeper {
  readonly #place: TabPlace;
  #held: Resume | undefined;
  #release: () => void = () => undefined;
  #locked: string | undefined;

  private constructor(place: TabPlace) {
    this.#place = place;
  }

  /** Read what this tab left, unless another tab lives on it. */
  static async open(place: TabPlace): Promise<TabTokens> {
    const made = new TabTokens(place);
    const found = read(place.storage?.getItem(PLACE));
    if (found !== undefined && (await made.#claim(found.id))) made.#held = found;
    return made;
  }

  load(): Resume | undefined {
    return this.#held;
  }

  save(resume: Resume): void {
    this.#held = resume;
    try {
      this.#place.storage?.setItem(PLACE, JSON.stringify(resume));
    } catch {
      // a browser that stores nothing still has its memory
    }
    if (this.#locked !== resume.id) this.#claim(resume.id).catch(() => undefined);
  }

  clear(): void {
    this.#held = undefined;
    this.#place.storage?.removeItem(PLACE);
    this.#release();
  }

  #claim(id: string): Promise<boolean> {
    const { locks } = this.#place;
    if (locks === undefined) return Promise.resolve(true);
    this.#release();
    return new Promise((resolve) => {
      const held = locks.request(`${PLACE}.${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        this.#locked = id;
        return new Promise<void>((release) => {
          this.#release = () => {
            this.#locked = undefined;
            release();
          };
        });
      });
      Promise.resolve(held).catch(() => resolve(true));
    });
  }
}
