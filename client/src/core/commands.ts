/**
 * Everything that can be done, in one list: menus, palette, shortcuts and their help read it.
 *
 * A command lives while what it acts on does; the one registered last answers its keys, so what is
 * nearest to the person wins. A key without a modifier is typing while somebody types.
 */

import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import { createKeybindingsHandler } from 'tinykeys';
import { raise } from './failure.ts';

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon?: string;
  /** Shortcuts as tinykeys reads them: `$mod+KeyK`, `Shift+?`, `g c`. */
  readonly keys?: readonly string[];
  /** Where it belongs in menus and help, in the reader's words. */
  readonly group?: string;
  readonly enabled?: ReadonlySignal<boolean>;
  readonly visible?: ReadonlySignal<boolean>;
  /** Its keys work while somebody types, too (they have a modifier, or are function keys). */
  readonly whileTyping?: boolean;
  run(): unknown;
}

type KeyEvents = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

const yes = (wanted: ReadonlySignal<boolean> | undefined): boolean => wanted?.value ?? true;

export class Commands {
  readonly #list = signal<readonly Command[]>([]);
  readonly #recent = signal<readonly string[]>([]);
  readonly #remapped = signal<Readonly<Record<string, readonly string[]>>>({});

  /** What can be seen now, as registered. */
  readonly visible = computed(() => this.#list.value.filter((one) => yes(one.visible)));
  /** The ids of what was run, the latest first. */
  readonly recent: ReadonlySignal<readonly string[]> = this.#recent;

  /** Offer commands until the answer is called. */
  register(...commands: readonly Command[]): () => void {
    this.#list.value = [...this.#list.peek(), ...commands];
    return () => {
      this.#list.value = this.#list.peek().filter((one) => !commands.includes(one));
    };
  }

  /** The command of an id: the one registered last. */
  find(id: string): Command | undefined {
    return this.#list.peek().findLast((one) => one.id === id);
  }

  /** The shortcuts a person uses for a command: his own, or those it came with. */
  keysOf(command: Command): readonly string[] {
    return this.#remapped.value[command.id] ?? command.keys ?? [];
  }

  /** Give commands other shortcuts, by id; none takes them away. */
  remap(keys: Readonly<Record<string, readonly string[]>>): void {
    this.#remapped.value = keys;
  }

  isEnabled(command: Command): boolean {
    return yes(command.visible) && yes(command.enabled);
  }

  async run(id: string): Promise<boolean> {
    const command = this.find(id);
    if (command === undefined || !this.isEnabled(command)) return false;
    this.#recent.value = [id, ...this.#recent.peek().filter((one) => one !== id)].slice(0, 20);
    await command.run();
    return true;
  }

  /** Commands whose words begin with all the words that were typed; recent ones first. */
  search(text: string): readonly Command[] {
    const typed = plain(text)
      .split(/\s+/)
      .filter((word) => word !== '');
    const recent = this.#recent.value;
    const rank = (one: Command) => {
      const at = recent.indexOf(one.id);
      return at < 0 ? recent.length : at;
    };
    return this.visible.value
      .filter((one) => {
        const words = plain(`${one.group ?? ''} ${one.label}`).split(/[^\p{L}\p{N}]+/u);
        return typed.every((start) => words.some((word) => word.startsWith(start)));
      })
      .toSorted((one, other) => rank(one) - rank(other));
  }

  /** Shortcuts that mean two commands at once, for who remaps them. */
  readonly clashes = computed<ReadonlyMap<string, readonly string[]>>(() => {
    const by = new Map<string, string[]>();
    for (const command of this.visible.value) {
      for (const keys of this.keysOf(command)) by.set(keys, [...(by.get(keys) ?? []), command.id]);
    }
    return new Map([...by].filter(([, ids]) => new Set(ids).size > 1));
  });

  /** Let keys run commands, from a window or an element on, until the answer is called. */
  listen(target: KeyEvents): () => void {
    let handle: (event: KeyboardEvent) => void = () => undefined;
    const end = computed(() => this.#bindings()).subscribe((bindings) => {
      handle = createKeybindingsHandler(bindings, { ignore: () => false });
    });
    const hear = (event: Event) => {
      if (!event.defaultPrevented) handle(event as KeyboardEvent);
    };
    target.addEventListener('keydown', hear);
    return () => {
      end();
      target.removeEventListener('keydown', hear);
    };
  }

  #bindings(): Record<string, (event: KeyboardEvent) => void> {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    const all = this.#list.value;
    for (const keys of new Set(all.flatMap((command) => this.keysOf(command)))) {
      bindings[keys] = (event) => this.#press(keys, event);
    }
    return bindings;
  }

  #press(keys: string, event: KeyboardEvent): void {
    const command = this.#list
      .peek()
      .findLast((one) => this.keysOf(one).includes(keys) && this.isEnabled(one));
    if (command === undefined) return;
    if (isTyping(event) && !(command.whileTyping ?? hasModifier(keys))) return;
    event.preventDefault();
    this.run(command.id).catch(raise);
  }
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

const hasModifier = (keys: string) => /(^|\s)(\$mod|Control|Alt|Meta)\+|(^|\s)F\d{1,2}$/.test(keys);

const isTyping = (event: Event): boolean => {
  const target = event.composedPath()[0] as Partial<HTMLElement> | undefined;
  const tag = target?.tagName;
  return (
    target?.isContentEditable === true || tag === 'INPUT' || tag === 'TEXTAREA' || tag === 'SELECT'
  );
};
