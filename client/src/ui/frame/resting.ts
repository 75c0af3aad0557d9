/**
 * A view behind others is told nothing after a while: however many tabs are open, only what is looked
 * at keeps the line and this page busy. What changed meanwhile is told when it comes to the front.
 */

import { useEffect, useRef } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';

const REST_AFTER = 15_000;

interface Resting {
  rest(): Promise<null>;
}

const letRest = async (view: View, resting: boolean): Promise<void> => {
  try {
    const controller = view.remote<Resting>(view.controller.nodePath);
    await controller.nodeOptions({ named: { resting } }).rest();
  } catch (error) {
    // without a connection nobody is told anything, and everybody anew when it is back
    if (!(error instanceof Failure)) raise(error);
  }
};

export function useRest(view: View | undefined, front: boolean): void {
  const rests = useRef(false);
  useEffect(() => {
    if (view === undefined) return undefined;
    if (front) {
      if (rests.current) letRest(view, false).catch(raise);
      rests.current = false;
      return undefined;
    }
    const timer = setTimeout(() => {
      rests.current = true;
      letRest(view, true).catch(raise);
    }, REST_AFTER);
    return () => clearTimeout(timer);
  }, [view, front]);
}
