/** A symbol as the norm prints it: what follows a low line stands below. */

export function SymbolOf({ text }: { readonly text: string }) {
  const [base = '', ...below] = text.split('_');
  if (below.length === 0 || base === '') return text;
  return (
    <>
      {base}
      <sub>{below.join(' ')}</sub>
    </>
  );
}
