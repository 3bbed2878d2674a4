import { foldedText } from '../../../shared/folded-text.ts';
import type { NewsletterBlock, NewsletterContent } from './newsletter.ts';
import { newsletterProblems } from './newsletter-check.ts';

interface FileProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface ReadNewsletter {
  readonly content: NewsletterContent;
  readonly problems: readonly FileProblem[];
}

interface PlacedBlock {
  readonly line: number;
  readonly block: NewsletterBlock;
}

const ORDER = /^::\s*(\S+)\s*(.*)$/;

/** `:: bouton Je m’inscris https://…`, `:: événement 3f1c2a4e`. */
function orderedBlock(name: string, rest: string): NewsletterBlock | undefined {
  const said = foldedText(name);
  if (said === 'evenement') return { kind: 'event', event: rest.trim().toLowerCase() };
  if (said !== 'bouton') return undefined;
  const [, label = '', url = ''] = /^(.*?)\s*(\S*)$/.exec(rest.trim()) ?? [];
  return { kind: 'button', label, url };
}

function blocksOf(lines: readonly string[], firstLine: number) {
  const placed: PlacedBlock[] = [];
  const problems: FileProblem[] = [];
  let text: string[] = [];
  let from = firstLine;
  const flush = () => {
    const kept = text.join('\n').trim();
    if (kept !== '') placed.push({ line: from, block: { kind: 'text', text: kept } });
    text = [];
  };
  for (const [at, line] of lines.entries()) {
    const order = ORDER.exec(line);
    if (!order) {
      if (text.length === 0) from = firstLine + at;
      if (text.length > 0 || line.trim() !== '') text.push(line);
      continue;
    }
    flush();
    const block = orderedBlock(order[1] ?? '', order[2] ?? '');
    if (block) placed.push({ line: firstLine + at, block });
    else problems.push({ line: firstLine + at, message: 'écrivez « :: bouton » ou « :: événement »' });
  }
  flush();
  return { placed, problems };
}

/**
 * A letter as a file: `Objet:` and `Pour:` first (a search of the directory, or « tous »), then its text, with lines that begin
 * by `::` for what is no text. Every fault has its line.
 */
export function readNewsletterFile(source: string): ReadNewsletter {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const heads = new Map<string, { readonly line: number; readonly value: string }>();
  let first = 0;
  for (const [at, line] of lines.entries()) {
    first = at;
    const [, name = '', value = ''] = /^(Objet|Pour)\s*:\s*(.*)$/i.exec(line) ?? [];
    if (name !== '') heads.set(name.toLowerCase(), { line: at + 1, value: value.trim() });
    else if (line.trim() !== '') break;
  }
  const { placed, problems } = blocksOf(lines.slice(first), first + 1);
  const to = heads.get('pour');
  const content = {
    subject: heads.get('objet')?.value ?? '',
    where: to === undefined || foldedText(to.value) === 'tous' ? '' : to.value,
    blocks: placed.map(({ block }) => block),
  };
  const missing =
    to === undefined || to.value === ''
      ? [{ line: to?.line ?? 1, message: 'dites à qui : « Pour: tous », ou « Pour: groupe:caen »' }]
      : [];
  const faults = newsletterProblems(content).map(({ block, message }) => ({
    line: placed[block - 1]?.line ?? heads.get('objet')?.line ?? 1,
    message,
  }));
  return { content, problems: [...missing, ...problems, ...faults].toSorted((a, b) => a.line - b.line) };
}
