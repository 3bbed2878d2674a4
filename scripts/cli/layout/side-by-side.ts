import stringWidth from 'string-width';

/** Words on lines of at most `width` cells; a longer word stands alone, whole. */
function wrapped(text: string, width: number): readonly string[] {
  if (text === '') return [''];
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Two texts beside each other, each wrapped in its half of `columns`; the shorter one ends first. */
export function sideBySide(
  left: readonly string[],
  right: readonly string[],
  columns: number,
): readonly string[] {
  const width = Math.max(20, Math.floor((columns - 3) / 2));
  const a = left.flatMap((line) => wrapped(line, width));
  const b = right.flatMap((line) => wrapped(line, width));
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => {
    const one = a[at] ?? '';
    const pad = ' '.repeat(Math.max(0, width - stringWidth(one)));
    return `${one}${pad} │ ${b[at] ?? ''}`.trimEnd();
  });
}
