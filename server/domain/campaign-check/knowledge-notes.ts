import type { KnowledgeNote } from '../../../shared/call-aids.ts';
import { HOUSE_LANGUAGE } from '../../../shared/language/languages.ts';
import type { CampaignProblem } from '../campaign/campaign-check-problem.ts';
import { bannedPhrasesIn } from '../wording/banned-phrases.ts';

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

/** Paragraphs and items of a list, each with the line where it begins. */
function partsOf(markdown: string): readonly { readonly line: number; readonly text: string }[] {
  const parts: { line: number; text: string }[] = [];
  let isOpen = false;
  for (const [at, text] of markdown.split('\n').entries()) {
    const last = parts.at(-1);
    if (isOpen && last && text.trim() !== '' && !/^\s*[-*] /.test(text)) last.text += ` ${text.trim()}`;
    else parts.push({ line: at + 1, text });
    isOpen = text.trim() !== '';
  }
  return parts;
}

/** An agent reads a note to the donor: what may not be said in a script may not be in it; a written form may. */
function bannedIn(file: string, markdown: string): readonly CampaignProblem[] {
  return partsOf(markdown).flatMap(({ line, text }) =>
    bannedPhrasesIn(text, HOUSE_LANGUAGE)
      .filter(({ rule }) => !rule.isForSpeech)
      .map(({ found, rule }) => ({
        ...{ file, line, column: 1, code: 'banned-phrase', hint: rule.instead },
        message: `Formulation interdite, ${rule.why} : « ${found} ».`,
      })),
  );
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
    const banned = bannedIn(file, markdown);
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
    else if (banned.length > 0) problems.push(...banned);
    else notes.push(note);
  }
  return { notes, problems };
}
