/** A person as two letters in a colour of his own; the name is always said, too. */

export interface AvatarProps {
  readonly initials: string;
  readonly name: string;
  /** 1 to 4, by the order of joining; none: oneself. */
  readonly who?: number;
  readonly small?: boolean;
}

export function Avatar({ initials, name, who, small = false }: AvatarProps) {
  const colour = who === undefined ? 'who-self' : `who-${((who - 1) % 4) + 1}`;
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className={`avatar ${colour}${small ? ' small' : ''}`}
    >
      {initials}
    </span>
  );
}
