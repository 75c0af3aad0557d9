/** A level as everywhere: its number in its shape, with its colour; the word stands beside it. */

const SHAPES: readonly string[] = [
  'M9 1.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15z',
  'M9 1a8 8 0 1 0 0 16a8 8 0 1 0 0-16z',
  'M2.5 1.5h13a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1z',
  'M9 1 17.6 16.6H.4z',
  'M9-.4 18.4 9 9 18.4-.4 9z',
];

/** The class that gives a drawing the colours of a level. */
export const levelClass = (level: number | null | undefined): string =>
  level === null || level === undefined ? 'level-x' : `level-${Math.min(4, Math.max(0, level))}`;

export interface LevelProps {
  /** Null: not rated. */
  readonly level: number | null;
}

/** Only the shape; whoever shows it says the word. */
export function LevelGlyph({ level }: LevelProps) {
  const at = level === null ? 0 : Math.min(4, Math.max(0, level));
  return (
    <svg className={`level-glyph ${levelClass(level)}`} viewBox="-1 -1 20 20" aria-hidden="true">
      <path d={SHAPES[at] ?? ''} />
      <text x="9" y={at === 3 ? 14 : 12.6}>
        {level === null ? '?' : at}
      </text>
    </svg>
  );
}

/** The shape inside another drawing, around a point. */
export function LevelShape({
  level,
  x,
  y,
  size,
}: LevelProps & { readonly x: number; readonly y: number; readonly size: number }) {
  const at = level === null ? 0 : Math.min(4, Math.max(0, level));
  return (
    <svg
      className={`level-shape ${levelClass(level)}`}
      aria-hidden="true"
      viewBox="-1 -1 20 20"
      x={x - size / 2}
      y={y - size / 2}
      width={size}
      height={size}
    >
      <path d={SHAPES[at] ?? ''} />
      <text x="9" y={at === 3 ? 14 : 12.6}>
        {level === null ? '?' : at}
      </text>
    </svg>
  );
}

/** The shape and its word. */
export function LevelBadge({ level, word }: LevelProps & { readonly word: string }) {
  return (
    <span className={`level-badge ${levelClass(level)}`}>
      <LevelGlyph level={level} />
      <span>{word}</span>
    </span>
  );
}
