/**
 * The widths of the columns as one small style sheet per grid: a column is resized by changing one
 * rule, however many rows are on the screen. Constructed, so that a strict content policy allows it.
 */

import type { ViewColumn } from './context.ts';

const REM = 16;

/** Widths follow the text: its size in the browser, and that of the density. */
function em(width: number): string {
  return `calc(${width / REM}rem * var(--yg-scale))`;
}

export class ColumnSheet {
  private readonly sheet = new CSSStyleSheet();

  private readonly id: string;

  constructor(id: string) {
    this.id = id;
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }

  /** `pinnable`: there is room to keep columns in place beside the others. */
  write(view: readonly ViewColumn[], pinnable: boolean): void {
    let left = 0;
    // what is left over goes to words: a number far from its neighbours is not compared
    const worded = view.findLastIndex(({ field, format }) => field !== null && !format.end);
    const widest = worded < 0 ? view.length - 1 : worded;
    const rules = view.map(({ width, pinned }, at) => {
      const place = pinned && pinnable ? `;position:sticky;left:${em(left)}` : '';
      left += width;
      const rest = at === widest ? ';flex-grow:1' : '';
      return `#${this.id} .c${at}{width:${em(width)}${place}${rest}}`;
    });
    rules.push(`#${this.id} :is(.yg-row,.yg-body){min-width:max(100%,${em(left)})}`);
    this.sheet.replaceSync(rules.join('\n'));
  }

  remove(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== this.sheet);
  }
}
