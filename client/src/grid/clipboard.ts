/** What leaves through the clipboard: tab-separated text for anybody, a table for spreadsheets. */

export const MOST_COPIED = 10_000; // rows; more is a job for an export

export type Sheet = readonly (readonly string[])[];

export function toTsv(sheet: Sheet): string {
  return sheet.map((row) => row.map(tsvCell).join('\t')).join('\n');
}

export function toHtml(sheet: Sheet, numeric: readonly boolean[]): string {
  const rows = sheet.map((row) => {
    const cells = row.map((text, at) => {
      const align = numeric[at] === true ? ' align="right"' : '';
      return `<td${align}>${escaped(text)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}

/** Put it on the clipboard outside of a copy event, when rows had to be fetched first. */
export async function writeClipboard(sheet: Promise<{ tsv: string; html: string }>): Promise<void> {
  const blob = (kind: string, text: Promise<string>): Promise<Blob> =>
    text.then((data) => new Blob([data], { type: kind }));
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': blob(
        'text/plain',
        sheet.then((made) => made.tsv),
      ),
      'text/html': blob(
        'text/html',
        sheet.then((made) => made.html),
      ),
    }),
  ]);
}

function tsvCell(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
