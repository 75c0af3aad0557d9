/** A small menu beside whatever opened it: arrows, Home, End, first letters, Esc; the focus returns. */

import { el, icon } from './dom.ts';

export type MenuItem =
  | {
      readonly label: string;
      readonly run: () => void;
      readonly checked?: boolean;
      readonly disabled?: boolean;
      readonly keys?: string;
    }
  | 'line';

export interface MenuPlace {
  readonly root: HTMLElement;
  readonly anchor: HTMLElement;
  readonly label: string;
  /** Made anew after every choice of a menu that stays open (check marks). */
  readonly items: () => readonly MenuItem[];
}

export function openMenu(place: MenuPlace): void {
  new Menu(place).open();
}

class Menu {
  private readonly element: HTMLElement;
  private readonly leave = new AbortController();

  private readonly place: MenuPlace;

  constructor(place: MenuPlace) {
    this.place = place;
    this.element = el('div', 'yg-menu', { role: 'menu', 'aria-label': place.label });
  }

  open(): void {
    this.fill();
    this.place.root.append(this.element);
    this.settle();
    const { signal } = this.leave;
    this.element.addEventListener('keydown', (event) => this.key(event), { signal });
    document.addEventListener(
      'pointerdown',
      (event) => {
        if (!this.element.contains(event.target as Node)) {
          this.close(false);
        }
      },
      { signal, capture: true },
    );
    window.addEventListener('resize', () => this.close(false), { signal });
    this.focus(0);
  }

  private close(refocus: boolean): void {
    this.leave.abort();
    this.element.remove();
    if (refocus && this.place.anchor.isConnected) {
      this.place.anchor.focus();
    }
  }

  private fill(): void {
    const items = this.place.items();
    const ticked = items.some((item) => item !== 'line' && item.checked !== undefined);
    this.element.classList.toggle('ticked', ticked);
    this.element.replaceChildren(...items.map((item) => this.item(item)));
  }

  private item(item: MenuItem): HTMLElement {
    if (item === 'line') {
      return el('div', 'yg-line', { role: 'separator' });
    }
    const stays = item.checked !== undefined;
    const made = el('div', 'yg-item', {
      role: stays ? 'menuitemcheckbox' : 'menuitem',
      tabindex: '-1',
      ...(stays ? { 'aria-checked': String(item.checked) } : {}),
      ...(item.disabled === true ? { 'aria-disabled': 'true' } : {}),
    });
    const words = el('span');
    words.textContent = item.label;
    made.append(...(stays ? [icon('tick')] : []), words);
    if (item.keys !== undefined) {
      const keys = el('kbd');
      keys.textContent = item.keys;
      made.append(keys);
      // its name is what it does; how it is done quicker is told besides
      made.setAttribute('aria-label', item.label);
      made.setAttribute('aria-description', item.keys);
    }
    made.addEventListener('click', () => {
      if (item.disabled !== true) {
        this.choose(item.run, stays, made);
      }
    });
    return made;
  }

  private choose(run: () => void, stays: boolean, chosen: HTMLElement): void {
    const at = this.items().indexOf(chosen);
    if (!stays) {
      this.close(true);
    }
    run();
    if (stays) {
      this.fill();
      this.focus(at);
    }
  }

  private settle(): void {
    const anchor = this.place.anchor.getBoundingClientRect();
    const own = this.element.getBoundingClientRect();
    const below = anchor.bottom + own.height <= window.innerHeight;
    const top = below ? anchor.bottom : Math.max(4, anchor.top - own.height);
    this.element.style.top = `${top}px`;
    this.element.style.left = `${Math.max(4, Math.min(anchor.left, window.innerWidth - own.width - 4))}px`;
  }

  private items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('.yg-item')];
  }

  private focus(at: number): void {
    const items = this.items();
    items[(at + items.length) % Math.max(1, items.length)]?.focus();
  }

  private key(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.indexOf(document.activeElement as HTMLElement);
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      this.focus(at + (key === 'ArrowDown' ? 1 : -1));
    } else if (key === 'Home' || key === 'End') {
      this.focus(key === 'Home' ? 0 : -1);
    } else if (key === 'Escape' || key === 'Tab') {
      this.close(true);
    } else if (key === 'Enter' || key === ' ') {
      items[at]?.click();
    } else if (key.length === 1) {
      const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      const letter = key.toLocaleLowerCase();
      rest.find((item) => item.textContent?.toLocaleLowerCase().startsWith(letter))?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
