/** Making elements. Never from text: what the server says is data. */

export type Attributes = Readonly<Record<string, string>>;

/** Words that hang from a cell stay inside the table: where it ends they hang the other way. */
export function hangInside(words: HTMLElement): void {
  const box = words.closest('.yg-grid')?.getBoundingClientRect();
  const own = words.getBoundingClientRect();
  if (box !== undefined) {
    words.classList.toggle('from-end', own.right > box.right);
    words.classList.toggle('above', own.bottom > box.bottom);
  }
}

export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  attributes: Attributes = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== '') {
    made.className = className;
  }
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  return made;
}

export function svg(tag: string, attributes: Attributes): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  return made;
}

const ICONS = {
  down: 'm4 6 4 4 4-4',
  close: 'M4 4l8 8M12 4l-8 8',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  tick: 'm3 8.5 3.2 3.2L13 5',
  plus: 'M8 3v10M3 8h10',
} as const;

export function icon(name: keyof typeof ICONS): SVGElement {
  const made = svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true', class: 'yg-icon' });
  made.append(svg('path', { d: ICONS[name] }));
  return made;
}

export function button(className: string, label: string, run: () => void): HTMLButtonElement {
  const made = el('button', className, { type: 'button', 'aria-label': label, title: label });
  made.addEventListener('click', run);
  return made;
}
