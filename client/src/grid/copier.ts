/** Ctrl+C: the range, else the chosen rows that are known, else the cell; as one sees them. */

import type { BlockCache } from './blocks.ts';
import { MOST_COPIED, type Sheet, toHtml, toTsv, writeClipboard } from './clipboard.ts';
import type { GridContext, ViewColumn } from './context.ts';
import { isGroup } from './nodes.ts';
import { isChosen, isOneCell, type Range, rangeOf } from './selection.ts';
import type { Row, RowKey } from './source.ts';

export class Copier {
  private readonly leave = new AbortController();

  private readonly context: GridContext;
  private readonly cache: BlockCache;
  private readonly tell: (words: string) => void;

  constructor(
    context: GridContext,
    cache: BlockCache,
    scroller: HTMLElement,
    tell: (words: string) => void,
  ) {
    this.context = context;
    this.cache = cache;
    this.tell = tell;
    scroller.addEventListener('copy', (event) => this.copy(event), { signal: this.leave.signal });
  }

  remove(): void {
    this.leave.abort();
  }

  private copy(event: ClipboardEvent): void {
    const target = event.target;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
      return;
    }
    event.preventDefault();
    const { say } = this.context.options;
    const range = this.range();
    if (range.bottom - range.top >= MOST_COPIED) {
      this.tell(say('copy_too_many', { n: this.context.options.locale.integer(MOST_COPIED) }));
      return;
    }
    const columns = this.context.view
      .peek()
      .slice(range.left, range.right + 1)
      .filter((column) => column.field !== null);
    const here = this.rowsHere(range);
    if (here === null) {
      void this.copyLater(range, columns);
      return;
    }
    const made = this.write(here, columns);
    event.clipboardData?.setData('text/plain', made.tsv);
    event.clipboardData?.setData('text/html', made.html);
    this.told(here.length);
  }

  private async copyLater(range: Range, columns: readonly ViewColumn[]): Promise<void> {
    const rows = this.cache.rows(range.top, range.bottom).then((all) => this.wanted(all, range));
    try {
      await writeClipboard(rows.then((found) => this.write(found, columns)));
      this.told((await rows).length);
    } catch {
      this.tell(this.context.options.say('copy_failed'));
    }
  }

  private range(): Range {
    const { active, anchor, chosen, count, view } = this.context;
    const range = rangeOf(anchor.peek(), active.peek());
    const rows = chosen.peek();
    const some = rows.all || rows.keys.size > 0;
    if (active.peek().row >= 0 && isOneCell(range) && !some) {
      return range;
    }
    if (active.peek().row >= 0 && !isOneCell(range)) {
      return range;
    }
    const right = view.peek().length - 1;
    if (rows.all) {
      return { top: 0, bottom: (count.peek()?.total ?? 0) - 1, left: 0, right };
    }
    const places = [...rows.keys].map((key) => this.cache.indexOf(key)).filter((at) => at >= 0);
    return { top: Math.min(...places), bottom: Math.max(...places), left: 0, right };
  }

  /** The rows, when all of them are at hand: only then can a copy event be answered at once. */
  private rowsHere(range: Range): Row[] | null {
    const rows: Row[] = [];
    for (let at = range.top; at <= range.bottom; at++) {
      const row = this.cache.row(at);
      if (row === undefined) {
        return null;
      }
      rows.push(row);
    }
    return this.wanted(rows, range);
  }

  /** Whole rows are copied when they are chosen, cells whatever row they are in. */
  private wanted(rows: Row[], range: Range): Row[] {
    const chosen = this.context.chosen.peek();
    const records = rows.filter((row) => !isGroup(row[0] as RowKey));
    return range.left === 0 && (chosen.all || chosen.keys.size > 0)
      ? records.filter((row) => isChosen(chosen, row[0] as RowKey))
      : records;
  }

  private write(
    rows: readonly Row[],
    columns: readonly ViewColumn[],
  ): { tsv: string; html: string } {
    const sheet: Sheet = rows.map((row) =>
      columns.map((column) => column.format.text(row[column.at])),
    );
    const numeric = columns.map((column) => column.format.end);
    return { tsv: toTsv(sheet), html: toHtml(sheet, numeric) };
  }

  private told(rows: number): void {
    this.tell(
      this.context.options.say('copied', {
        n: this.context.options.locale.integer(rows),
        count: rows,
      }),
    );
  }
}
