import { signal } from '@preact/signals-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SourceDescription } from '../core/contract.gen.ts';
import { BlockCache } from './blocks.ts';
import { BLOCK, type Cancel, type GridSource, type Row } from './source.ts';

/** Answers when told to. */
class SlowSource implements GridSource {
  readonly description = {} as SourceDescription;
  readonly columns = ['id', 'name'];
  readonly count = signal(null);
  readonly failure = signal(null);
  list: Row[] = Array.from({ length: 1000 }, (_, at) => [at, `n${at}`]);
  readonly open = new Map<number, (rows: readonly Row[]) => void>();
  asked: number[] = [];

  block(index: number, deliver: (rows: readonly Row[]) => void): Cancel {
    this.asked.push(index);
    this.open.set(index, deliver);
    return () => this.open.delete(index);
  }

  answer(): void {
    for (const [index, deliver] of this.open) {
      this.open.delete(index);
      deliver(this.list.slice(index * BLOCK, (index + 1) * BLOCK));
    }
  }

  watch(): void {
    // nothing to tell apart here
  }

  listen(): Cancel {
    return () => undefined;
  }

  query(): void {
    // one list only
  }

  retry(): void {
    // never fails
  }
}

let source: SlowSource;
let cache: BlockCache;

beforeEach(() => {
  source = new SlowSource();
  cache = new BlockCache(source, () => undefined, 4);
});

function have(first: number, last: number): void {
  cache.want(first, last);
  source.answer();
}

/** What is at hand without being marked stale must be what the source has. */
function agrees(from: number, to: number): void {
  for (let at = from; at <= to; at += 1) {
    expect(cache.row(at)).toEqual(source.list[at]);
  }
}

describe('blocks', () => {
  test('what is in sight is asked once', () => {
    cache.want(50, 120);
    cache.want(51, 121);
    expect(source.asked).toEqual([0, 1]);
    source.answer();
    agrees(0, 199);
    expect(cache.waiting).toBe(0);
  });

  test('what is no longer in sight is not waited for', () => {
    cache.want(0, 30);
    cache.want(900, 930);
    expect([...source.open.keys()]).toEqual([9]);
  });

  test('the longest unseen goes first', () => {
    for (const at of [0, 100, 200, 300, 0, 400]) {
      have(at, at);
    }
    expect(cache.size).toBe(4);
    expect(cache.row(0)).toBeDefined();
    expect(cache.row(100)).toBeUndefined();
  });
});

describe('changes', () => {
  test('set names the columns that have another value', () => {
    have(0, 99);
    expect(cache.apply({ type: 'set', key: 5, values: { name: 'x', other: 1 } })).toEqual({
      key: 5,
      columns: ['name'],
    });
    expect(cache.apply({ type: 'set', key: 5, values: { name: 'x' } })).toBeNull();
    expect(cache.apply({ type: 'set', key: 777, values: { name: 'x' } })).toBeNull();
    expect(cache.row(5)).toEqual([5, 'x']);
  });

  test('insert shifts what follows, over the edge of blocks', () => {
    have(0, 299);
    source.list = source.list.toSpliced(50, 0, ['new', 'new']);
    cache.apply({ type: 'insert', at: 50, row: ['new', 'new'] });
    agrees(0, 299);
    expect(cache.indexOf(99)).toBe(100);
  });

  test('remove takes the next in, and asks again for what it cannot know', () => {
    have(0, 299);
    source.list = source.list.toSpliced(50, 1);
    cache.apply({ type: 'remove', at: 50, key: 50 });
    agrees(0, 298);
    expect(cache.row(299)).toBeUndefined();
    source.asked = [];
    have(0, 299);
    expect(source.asked).toEqual([2]);
    agrees(0, 299);
  });

  test('move, down and up', () => {
    have(0, 299);
    for (const [from, to] of [
      [10, 150],
      [250, 3],
    ] as const) {
      const row = source.list[from] as Row;
      source.list = source.list.toSpliced(from, 1).toSpliced(to, 0, row);
      cache.apply({ type: 'move', key: row[0] as number, from, to });
      have(0, 299);
      agrees(0, 299);
    }
  });

  test('what happens before a block that is here makes it stale, not wrong for ever', () => {
    have(300, 399);
    source.list = source.list.toSpliced(0, 0, ['new', 'new']);
    cache.apply({ type: 'insert', at: 0, row: ['new', 'new'] });
    expect(cache.row(300)).toBeDefined();
    have(300, 399);
    agrees(300, 399);
  });

  test('a gap between blocks makes what follows it stale', () => {
    have(0, 99);
    have(300, 399);
    source.list = source.list.toSpliced(5, 1);
    cache.apply({ type: 'remove', at: 5, key: 5 });
    have(300, 399);
    have(0, 99);
    agrees(0, 99);
    agrees(300, 399);
  });

  test('fresher rows replace those that are here', () => {
    have(0, 99);
    cache.apply({ type: 'rows', first: 10, rows: [['a', 'A']] });
    expect(cache.row(10)).toEqual(['a', 'A']);
    expect(cache.indexOf('a')).toBe(10);
  });

  test('reset forgets everything', () => {
    have(0, 99);
    cache.apply({ type: 'reset' });
    expect(cache.size).toBe(0);
  });

  test('rows far away are fetched for the clipboard', async () => {
    have(0, 99);
    const rows = cache.rows(95, 104);
    await Promise.resolve();
    source.answer();
    expect((await rows).map((row) => row[0])).toEqual([
      95, 96, 97, 98, 99, 100, 101, 102, 103, 104,
    ]);
  });
});
