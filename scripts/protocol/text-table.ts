const gap = '  ';

/** A table for people: columns padded, long cells broken between words. Empty when there are no rows. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[], widest = 46): string {
  if (rows.length === 0) return '';
  const broken = [headings, ...rows].map((row) => row.map((cell) => brokenLines(cell, widest)));
  const widths = headings.map((_, column) =>
    Math.max(...broken.map((row) => Math.max(0, ...(row[column] ?? []).map((line) => line.length)))),
  );
  const [head = [], ...body] = broken.map((row) => linesOf(row, widths));
  return [...head, widths.map((width) => '-'.repeat(width)).join(gap), ...body.flat()].join('\n');
}

/** The same as comma-separated values (RFC 4180), one line end a row. */
export function commaSeparated(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join(',')).join('\n');
}

function linesOf(cells: readonly (readonly string[])[], widths: readonly number[]): readonly string[] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((width, column) => (cells[column]?.[line] ?? '').padEnd(width))
      .join(gap)
      .trimEnd(),
  );
}

function brokenLines(text: string, widest: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > widest) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
