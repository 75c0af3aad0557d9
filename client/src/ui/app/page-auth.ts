/**
 * Signing out of a page: nothing of the person stays on the machine, and the page begins anew.
 *
 * Without a server the login cannot be ended now: that somebody has left is remembered, and the next
 * page ends it before it shows anything to whoever sits there then.
 */

import { Auth } from '../../core/auth.ts';
import { Failure } from '../../core/failure.ts';

const LEFT = 'ytefas.left';

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface Leaving {
  /** The id of who is signed in. */
  readonly owner: string;
  readonly place: Place;
  /** Forget here what is the person's. */
  forget(): void;
  /** Begin a page that knows nobody. */
  begin(): void;
}

export class PageAuth extends Auth {
  readonly #leaving: Leaving;

  constructor(leaving: Leaving, ...how: ConstructorParameters<typeof Auth>) {
    super(...how);
    this.#leaving = leaving;
  }

  override async logout(): Promise<void> {
    const { place, owner } = this.#leaving;
    try {
      place.setItem(LEFT, owner);
      await endLogin(() => super.logout(), place);
    } finally {
      this.#leaving.forget();
      this.#leaving.begin();
    }
  }
}

/** End the login of somebody who left while nobody answered; before anything else of a page. */
export async function leaveAfterwards(auth: Auth, place: Place): Promise<void> {
  if (place.getItem(LEFT) !== null) await endLogin(() => auth.logout(), place);
}

async function endLogin(end: () => Promise<void>, place: Place): Promise<void> {
  try {
    await end();
  } catch (error) {
    // it had ended already
    if (!(error instanceof Failure) || error.code !== 'not_authenticated') throw error;
  }
  place.removeItem(LEFT);
}

/** Hear that somebody has signed out in another tab of this browser, until the answer is called. */
export function hearLeaving(page: Window, owner: string, left: () => void): () => void {
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key === LEFT && newValue === owner) left();
  };
  page.addEventListener('storage', hear);
  return () => page.removeEventListener('storage', hear);
}
