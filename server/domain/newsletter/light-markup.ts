/** A run of signs within a line. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

export type Passage =
  | { readonly kind: 'heading' | 'paragraph'; readonly parts: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly isNumbered: boolean;
      readonly items: readonly (readonly Inline[])[];
    };

const MARKS = /\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|\[([^\]\n]+)\]\(([^)\s]*)\)/g;
const HEADING = /^#{1,3}\s+(.+)$/;
const BULLET = /^[-*]\s+/;
const NUMBER = /^\d{1,2}[.)]\s+/;

/**
 * Https alone, of a named host and without a name before it: what a reader sees is where they go.
 */
export function isPlainUrl(text: string): boolean {
  if (!text.startsWith('https://') || text.length > 500 || !URL.canParse(text)) return false;
  const { username, password, hostname } = new URL(text);
  return username === '' && password === '' && hostname.includes('.') && !/[\s<>"'`\\{}]/.test(text);
}

function inlineOf(line: string): readonly Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const found of line.matchAll(MARKS)) {
    const [whole, strong, emphasis, label = '', url = ''] = found;
    if (found.index > at) parts.push({ kind: 'text', text: line.slice(at, found.index) });
    if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else if (emphasis !== undefined) parts.push({ kind: 'emphasis', text: emphasis });
    else parts.push({ kind: 'link', text: label, url });
    at = found.index + whole.length;
  }
  if (at < line.length) parts.push({ kind: 'text', text: line.slice(at) });
  return parts;
}

/** A line that goes on the one before is part of it. */
function itemsOf(lines: readonly string[], mark: RegExp): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (mark.test(line)) items.push(line.replace(mark, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
}

function passageOf(lines: readonly string[]): readonly Passage[] {
  const [first = '', ...others] = lines;
  const title = HEADING.exec(first)?.[1];
  if (title !== undefined)
    return [{ kind: 'heading', parts: inlineOf(title) }, ...(others.length > 0 ? passageOf(others) : [])];
  for (const mark of [BULLET, NUMBER]) {
    if (!mark.test(first)) continue;
    const items = itemsOf(lines, mark).map(inlineOf);
    return [{ kind: 'list', isNumbered: mark === NUMBER, items }];
  }
  return [{ kind: 'paragraph', parts: inlineOf(lines.map((line) => line.trim()).join(' ')) }];
}

/**
 * `# Titre`, `- liste`, `1. liste`, `**gras**`, `*italique*`, `[mot](https://…)`; an empty line parts paragraphs. Anything else
 * is text: no mark makes markup of what somebody typed.
 */
export function readMarkup(text: string): readonly Passage[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((group) => group.split('\n').filter((line) => line.trim() !== ''))
    .flatMap((lines) => (lines.length === 0 ? [] : passageOf(lines)));
}

/** Every run of text of it, whatever it stands in. */
export function runsOf(passages: readonly Passage[]): readonly Inline[] {
  return passages.flatMap((one) => (one.kind === 'list' ? one.items.flat() : one.parts));
}
