/** Where toasts stand: at the foot of the window, but never on the buttons of a form or a dialog. */

import { type RefObject, useLayoutEffect } from 'react';

const FEET = '.save-bar, .pick-foot, .dialog-buttons';
const AIR = 8; // px
const LOOK_EVERY = 250; // milliseconds; a form may come to the front while they are shown

export type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/** The lower edge of a stack so high that stands on none of the feet; without room it stays. */
export function lifted(stack: Box, feet: readonly Box[]): number {
  const high = stack.bottom - stack.top;
  let bottom = stack.bottom;
  for (const foot of feet.toSorted((one, other) => other.bottom - one.bottom)) {
    const beside = foot.right <= stack.left || foot.left >= stack.right;
    const over = foot.top < bottom + AIR && foot.bottom > bottom - high - AIR;
    if (!beside && over) bottom = foot.top - AIR;
  }
  return bottom - high < 0 ? stack.bottom : bottom;
}

const shownFeet = (): readonly Box[] =>
  [...document.querySelectorAll<HTMLElement>(FEET)]
    .filter((foot) => foot.closest('[inert]') === null && foot.checkVisibility())
    .map((foot) => foot.getBoundingClientRect());

/** Keep a stack off the feet for as long as there is something in it. */
export function useLift(stack: RefObject<HTMLElement | null>, count: number): void {
  useLayoutEffect(() => {
    const element = stack.current;
    if (element === null || count === 0) return undefined;
    const look = () => {
      element.style.transform = '';
      const box = element.getBoundingClientRect();
      const by = lifted(box, shownFeet()) - box.bottom;
      if (by !== 0) element.style.transform = `translateY(${by}px)`;
    };
    look();
    const timer = setInterval(look, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [stack, count]);
}
