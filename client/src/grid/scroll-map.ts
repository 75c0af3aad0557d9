/**
 * From scroll bar to rows when the list is taller than a browser can draw: Chromium stops near 33.5
 * million px, Firefox near 17.9. The box is capped; small steps move row by row, long ones (thumb,
 * Home, End) go to the place in proportion, so the bar reaches both ends and a wheel never skips.
 */

export const TALLEST = 8_000_000;

export class ScrollMap {
  /** Distance of the upper edge from the first row, in px of the uncapped list. */
  top = 0;
  private last = 0;
  private rows = 0;
  private rowHeight = 1;
  private view = 0;

  private readonly tallest: number;

  constructor(tallest = TALLEST) {
    this.tallest = tallest;
  }

  /** Set the sizes; the row at the upper edge stays there. Answers where the bar must stand. */
  resize(rows: number, rowHeight: number, view: number): number {
    const place = this.top / this.rowHeight;
    this.rows = rows;
    this.rowHeight = rowHeight;
    this.view = view;
    return this.go(place * rowHeight);
  }

  get height(): number {
    return Math.min(this.whole, this.tallest);
  }

  /** What to take off a row's place in the uncapped list to get its place in the box. */
  get origin(): number {
    return this.top - this.last;
  }

  /** The bar moved to `scrollTop`. Answers where it must stand instead, or null when it is right. */
  moved(scrollTop: number): number | null {
    const step = scrollTop - this.last;
    this.last = scrollTop;
    if (this.whole <= this.tallest) {
      this.top = this.clamp(scrollTop);
      this.last = this.top; // an elastic overscroll must not shift the rows
      return null;
    }
    if (Math.abs(step) > Math.max(4 * this.view, 4000)) {
      this.top = this.clamp((scrollTop / this.travel) * this.farthest);
      return null;
    }
    const wished = this.top + step;
    this.top = this.clamp(wished);
    const atEdge = scrollTop <= 0 || scrollTop >= this.travel || wished !== this.top;
    return atEdge ? this.settle() : null;
  }

  /** Go to a place of the uncapped list. Answers where the bar must stand. */
  go(top: number): number {
    this.top = this.clamp(top);
    this.last = this.bar();
    return this.last;
  }

  private settle(): number | null {
    const bar = this.bar();
    if (Math.abs(bar - this.last) < 1) {
      return null;
    }
    this.last = bar;
    return bar;
  }

  private bar(): number {
    if (this.whole <= this.tallest) {
      return this.top;
    }
    return Math.round((this.top / this.farthest) * this.travel);
  }

  private clamp(top: number): number {
    return Math.max(0, Math.min(top, this.farthest));
  }

  private get whole(): number {
    return this.rows * this.rowHeight;
  }

  private get farthest(): number {
    return Math.max(0, this.whole - this.view);
  }

  private get travel(): number {
    return Math.max(1, this.height - this.view);
  }
}
