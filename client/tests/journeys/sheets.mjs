/** What is in a workbook, read without a library. */

import { inflateRawSync } from 'node:zlib';

/** The names of the columns and the number of rows of a workbook, by the browser's own means. */
export function sheetOf(book, known) {
  const parts = new Map();
  const next = (from) => book.indexOf('PK\u0001\u0002', from, 'latin1');
  for (let at = next(0); at >= 0; at = next(at + 4)) {
    const [method, size] = [book.readUInt16LE(at + 10), book.readUInt32LE(at + 20)];
    const [name, from] = [book.readUInt16LE(at + 28), book.readUInt32LE(at + 42)];
    const begin = from + 30 + book.readUInt16LE(from + 26) + book.readUInt16LE(from + 28);
    const bytes = book.subarray(begin, begin + size);
    parts.set(
      book.subarray(at + 46, at + 46 + name).toString(),
      (method === 0 ? bytes : inflateRawSync(bytes)).toString('utf8'),
    );
  }
  const sheet = parts.get('xl/worksheets/sheet1.xml');
  const shared = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, si]) => si.replaceAll(/<[^>]+>/g, ''),
  );
  const all = [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, facts, inside = '']) => {
      const text = inside.replaceAll(/<[^>]+>/g, '');
      return facts.includes('t="s"') ? shared[Number(text)] : text;
    }),
  );
  const head = all.findIndex((cells) => cells.includes(known));
  return { columns: all[head], rows: all.length - head - 1 };
}
