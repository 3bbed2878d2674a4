const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escaped(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign) : text;
}

const LETTERS: string[] = [];

/** 1 → `A`, 28 → `AB`. */
export function columnLetters(column: number): string {
  const known = LETTERS[column];
  if (known !== undefined) return known;
  const rest = String.fromCharCode(65 + ((column - 1) % 26));
  const letters = column <= 26 ? rest : columnLetters(Math.floor((column - 1) / 26)) + rest;
  LETTERS[column] = letters;
  return letters;
}
