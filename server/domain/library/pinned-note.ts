import type { KnowledgeNote } from '../../../shared/call-aids.ts';
import { checkKnowledge } from '../campaign-check/knowledge-notes.ts';
import { endingOf } from './file-name.ts';

/** Longer in bytes cannot be a note, whatever its signs. */
const MOST_NOTE_BYTES = 16 * 1024;

const ENDINGS = new Set(['md', 'txt']);
const LONGEST_TITLE = 48;

type NoteRead =
  | { readonly ok: true; readonly note: KnowledgeNote }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/**
 * The document as an agent reads it during a call: its own « # Titre », else the title of the document; as short as a note of the
 * campaign's folder. Pure.
 */
export function noteOf(
  document: { readonly title: string; readonly name: string },
  content: Uint8Array,
): NoteRead {
  if (!ENDINGS.has(endingOf(document.name)) || content.length > MOST_NOTE_BYTES)
    return {
      ok: false,
      message: 'Une note épinglée est un fichier .md ou .txt court.',
      hint: 'Écrivez-la en texte, 3000 caractères au plus.',
    };
  const text = textOf(content)?.replace(/\r\n?/g, '\n');
  if (text === undefined)
    return {
      ok: false,
      message: 'Ce document n’est pas un texte en UTF-8 : ses accents seraient perdus pendant les appels.',
      hint: 'Enregistrez-le de nouveau en « UTF-8 », déposez-le, puis épinglez-le.',
    };
  const markdown = text.startsWith('# ') ? text : `# ${document.title.slice(0, LONGEST_TITLE)}\n${text}`;
  const { notes, problems } = checkKnowledge(new Map([['knowledge/note.md', markdown]]));
  const [note] = notes;
  if (note) return { ok: true, note };
  const { message = '', hint = '' } = problems[0] ?? {};
  return { ok: false, message, hint };
}

/** Undefined: it is no text in UTF-8. */
function textOf(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}
