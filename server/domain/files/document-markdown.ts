import type { DocumentSection, DocumentSpec } from './document.ts';

/** A cell or a paragraph on one line: what would make a table or a title of it is escaped. */
function flat(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/([\\|*_`#<>[\]])/g, '\\$1');
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.map(flat).join(' | ')} |`;
}

function tableText(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  return [rowText(headers), `|${' --- |'.repeat(headers.length)}`, ...rows.map(rowText)].join('\n');
}

function sectionText(section: DocumentSection): string {
  const title = `## ${flat(section.title)}`;
  if (section.kind === 'text') return [title, ...section.paragraphs.map(flat)].join('\n\n');
  if (section.kind === 'commands')
    return `${title}\n\n${section.lines.map((line) => `    ${line}`).join('\n')}`;
  if (section.kind === 'picture') return `${title}\n\n${flat(section.alt)}`;
  if (section.kind === 'fields') return `${title}\n\n${tableText(['', ''], section.fields)}`;
  return `${title}\n\n${tableText(section.headers, section.rows)}`;
}

/** The same document as the PDF, to be read and changed by hand. Equal specs give equal text. */
export function documentMarkdown({ title, subtitle, sections, footer }: DocumentSpec): string {
  const parts = [`# ${flat(title)}`, flat(subtitle), ...sections.map(sectionText), `---\n\n${flat(footer)}`];
  return `${parts.join('\n\n')}\n`;
}
