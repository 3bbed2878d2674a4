import type { KnowledgeNote } from '../../../shared/call-aids.ts';
import type { CampaignProblem } from '../campaign/campaign-check-problem.ts';

const FOLDER = 'knowledge/';
const MAX_TITLE = 48;
const MAX_TEXT = 3000;

/** A paragraph of Markdown as a terminal shows it: emphasis falls, soft line breaks join, list marks become bullets. */
function plainLine(text: string): string {
  return text
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/^[-*] /, '• ')
    .trim();
}

function plainText(markdown: string): string {
  const lines: string[] = [];
  let isOpen = false;
  for (const raw of markdown.trim().split('\n')) {
    const line = raw.trim();
    if (line === '') {
      if (lines.at(-1) !== '') lines.push('');
      isOpen = false;
    } else if (isOpen && !/^[-*] /.test(line)) lines.push(`${lines.pop()} ${line}`);
    else {
      lines.push(line);
      isOpen = true;
    }
  }
  return lines.map(plainLine).join('\n');
}

function problem(file: string, code: string, [message, hint]: readonly [string, string]): CampaignProblem {
  return { file, line: 1, column: 1, code, message, hint };
}

/** The notes that an agent may open during a call, in the order of their files; a note is a title and a short text. */
export function checkKnowledge(files: ReadonlyMap<string, string>): {
  readonly notes: readonly KnowledgeNote[];
  readonly problems: readonly CampaignProblem[];
} {
  const notes: KnowledgeNote[] = [];
  const problems: CampaignProblem[] = [];
  for (const [file, markdown] of [...files].toSorted(([a], [b]) => a.localeCompare(b, 'en'))) {
    if (!file.startsWith(FOLDER)) continue;
    const [, title = '', body = ''] = /^# (.+)\n([\s\S]*)$/.exec(markdown) ?? [];
    const note = { title: plainLine(title), text: plainText(body) };
    if (note.title === '' || note.title.length > MAX_TITLE)
      problems.push(
        problem(file, 'note-title', [
          `La note ne commence pas par un titre de ${MAX_TITLE} caractères au plus.`,
          'première ligne : « # Titre »',
        ]),
      );
    else if (note.text === '' || note.text.length > MAX_TEXT)
      problems.push(
        problem(file, 'note-length', [
          'La note est vide, ou trop longue pour être lue pendant un appel.',
          `${MAX_TEXT} caractères au plus : coupez-la en deux`,
        ]),
      );
    else notes.push(note);
  }
  return { notes, problems };
}
