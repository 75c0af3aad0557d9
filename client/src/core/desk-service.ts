/** One service of a desk, as a session has it: what it tells is listened to anew when the session was. */

import { effect } from '@preact/signals-core';
import { closed, Failure, raise } from './failure.ts';
import type { Remote } from './remote.ts';
import type { Session } from './session.ts';

/** Something that is not there now is asked for again when the line is back. */
export const quietly = (work: Promise<unknown>): void => {
  work.catch((error: unknown) => {
    if (!(error instanceof Failure)) raise(error);
  });
};

/** One service as this session has it; `begin` runs each time the session is there (again). */
export abstract class DeskService<Calls extends object> {
  readonly #session: Session;
  readonly #name: string;

  constructor(session: Session, name: string) {
    this.#session = session;
    this.#name = name;
  }

  protected get calls(): Remote<Calls> {
    // nobody to ask is a line that is gone, not an error of whoever asks
    if (this.#session.nodePhase !== 'bound') throw closed();
    return this.#session.server.nodeChild<Calls>(this.#name);
  }

  /** Do something each time the session is there; `anew`: nothing of ours is listened to any more. */
  protected attend(begin: (anew: boolean) => Promise<unknown>): void {
    let last: number | undefined;
    effect(() => {
      const live = this.#session.live.value;
      if (live === undefined) {
        this.gone();
        return;
      }
      const anew = last !== live.life;
      last = live.life;
      quietly(begin(anew));
    });
  }

  /** The session is over, or has to be built anew: nobody tells anything any more. */
  protected gone(): void {
    // what one has stays as it is until there is something newer
  }

  /** Wait until the session is there: a page begins before it. */
  protected async present(): Promise<void> {
    await this.#session.present();
  }
}
