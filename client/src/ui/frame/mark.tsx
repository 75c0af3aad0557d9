/** The mark of the product, with its name. */

export function Mark() {
  return (
    <>
      <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" focusable="false">
        <path
          d="M1 1h7v7H1zM10 1h7v7h-7zM1 10h7v7H1z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
        <path d="M13.5 9.2 18 13.5 13.5 17.8 9.2 13.5Z" className="mark-level" />
      </svg>
      <span className="mark-name">Ytefas</span>
    </>
  );
}
