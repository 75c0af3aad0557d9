/**
 * Cells that changed light up once and fade. The fade is a few steps set from one timer, not an
 * animation per cell: two hundred changes a second would keep as many animations running, each
 * styled and painted anew in every frame.
 */

import type { RowKey } from './source.ts';

const STEPS = 4;

export type Stage = 0 | 1 | 2 | 3 | 4; // 0: none, 1: just changed, 4: nearly gone

export class Flashes {
  private readonly cells = new Map<RowKey, Map<string, number>>(); // step at which it changed
  private step = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  private readonly duration: number;
  private readonly repaint: (key: RowKey, columns: Iterable<string>) => void;

  constructor(duration: number, repaint: (key: RowKey, columns: Iterable<string>) => void) {
    this.duration = duration;
    this.repaint = repaint;
  }

  add(key: RowKey, columns: readonly string[]): void {
    const row = this.cells.get(key) ?? new Map<string, number>();
    for (const column of columns) {
      row.set(column, this.step);
    }
    this.cells.set(key, row);
    this.timer ??= setInterval(() => this.fade(), this.duration / STEPS);
  }

  stage(key: RowKey, column: string): Stage {
    const since = this.cells.get(key)?.get(column);
    return since === undefined ? 0 : (Math.min(STEPS, this.step - since + 1) as Stage);
  }

  has(key: RowKey): boolean {
    return this.cells.has(key);
  }

  clear(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.cells.clear();
  }

  private fade(): void {
    this.step += 1;
    for (const [key, row] of this.cells) {
      const columns = [...row.keys()];
      for (const [column, since] of row) {
        if (this.step - since >= STEPS) {
          row.delete(column);
        }
      }
      if (row.size === 0) {
        this.cells.delete(key);
      }
      this.repaint(key, columns);
    }
    if (this.cells.size === 0) {
      this.clear();
    }
  }
}
