/**
 * An address in the tree: dotted fragments, the first of which may be its base.
 *
 * Checked where it is made, so whoever holds a Path may trust it. The base is what `@` stands for
 * and takes no part in equality: two paths are equal when their texts are.
 */

const DOTTED = /^[a-z0-9_*]+(?:\.[a-z0-9_*]+)*$/;
const FRAGMENT = /^[a-z0-9_*]+$/;

/** Given the asking path and the target (`#name.rest`): an address, or not mine. */
export type PathResolver = (from: Path, target: string) => Path | undefined;

/** This is not an address, or it cannot be resolved from here. */
export class PathError extends Error {
  override readonly name = 'PathError';
}

const dotted = (text: string): string => {
  if (!DOTTED.test(text)) throw new PathError(`not an address: ${JSON.stringify(text)}`);
  return text;
};

export class Path {
  readonly text: string;
  readonly fragments: readonly string[];
  readonly #baseLength: number;

  private constructor(text: string, baseLength: number) {
    this.text = text;
    this.fragments = text.split('.');
    this.#baseLength = baseLength;
  }

  static of(text: string, base?: Path | string): Path {
    if (base === undefined) return new Path(dotted(text), 0);
    const prefix = dotted(String(base));
    return new Path(`${prefix}.${dotted(text)}`, prefix.split('.').length);
  }

  get length(): number {
    return this.fragments.length;
  }

  /** The last fragment. */
  get name(): string {
    return this.fragments[this.length - 1] ?? '';
  }

  /** The part `@` stands for; a rooted path is its own base. */
  get base(): Path | undefined {
    if (this.#baseLength === 0) return undefined;
    return new Path(this.fragments.slice(0, this.#baseLength).join('.'), 0);
  }

  /** The same address as its own base: the root of a session. */
  rooted(): Path {
    return new Path(this.text, this.length);
  }

  /** One fragment below. */
  child(name: string): Path {
    if (!FRAGMENT.test(name)) throw new PathError(`not a name: ${JSON.stringify(name)}`);
    return this.plus(name);
  }

  /** Growing keeps the base; a path without one becomes the base of what grows from it. */
  plus(rest: string): Path {
    return new Path(`${this.text}.${dotted(rest)}`, this.#baseLength || this.length);
  }

  /** Whether `other` is this address or lies below it. */
  contains(other: Path | string): boolean {
    const text = String(other);
    return text === this.text || text.startsWith(`${this.text}.`);
  }

  equals(other: Path | string | undefined): boolean {
    return other !== undefined && String(other) === this.text;
  }

  /** The address that `x.y`, `@x.y` or `#name.x` means, asked from here; it has no base. */
  resolve(target: string, resolvers: Iterable<PathResolver> = []): Path {
    if (target.startsWith('@')) return this.#fromBase(target);
    if (!target.startsWith('#')) return Path.of(target);
    for (const resolver of resolvers) {
      const found = resolver(this, target);
      if (found !== undefined) return Path.of(found.text);
    }
    throw new PathError(`nobody resolves ${JSON.stringify(target)} from ${this.text}`);
  }

  #fromBase(target: string): Path {
    const base = this.base;
    if (base === undefined) {
      throw new PathError(`${JSON.stringify(target)} asked from ${this.text}, which has no base`);
    }
    const rest = target.slice(1).replace(/^\./, '');
    return rest === '' ? base : Path.of(`${base.text}.${rest}`);
  }

  toString(): string {
    return this.text;
  }
}
