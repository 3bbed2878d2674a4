import type { CallAids, Objection } from '../../../shared/call-aids.ts';
import { diffLines } from '../wording/text-lines-diff.ts';
import { type DiffEntry, diffSummary, type ScriptDiff } from './script-diff.ts';

const NEXT: Record<Objection['next'], string> = { continue: 'l’appel continue', stop: 'l’appel s’arrête' };

/** What changed from one set of notes and objections to another: by title, and by name. */
export function notesDiff(before: CallAids, after: CallAids): ScriptDiff {
  const notes = pairs(
    before.notes.map((one) => [`Note « ${one.title} »`, one.text]),
    after.notes.map((one) => [`Note « ${one.title} »`, one.text]),
  );
  const objections = pairs(before.objections.map(objectionText), after.objections.map(objectionText));
  const entries = [...notes, ...objections];
  return { summary: diffSummary(entries, 'fiche'), entries };
}

function objectionText(one: Objection): readonly [string, string] {
  const lines = [`intitulé : ${one.label}`, `écoute : ${one.listen}`, `réponse : ${one.answer}`];
  return [`Objection « ${one.id} »`, [...lines, `suite : ${NEXT[one.next]}`].join('\n')];
}

type Texts = readonly (readonly [title: string, text: string])[];

function pairs(before: Texts, after: Texts): readonly DiffEntry[] {
  const [old, now] = [new Map(before), new Map(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((title): readonly DiffEntry[] => {
    const [was, is] = [old.get(title), now.get(title)];
    if (was === is) return [];
    if (was === undefined) return [{ mark: '+', title, lines: (is ?? '').split('\n') }];
    if (is === undefined) return [{ mark: '-', title, lines: was.split('\n') }];
    const lines = diffLines(was, is).filter((one) => one.mark !== ' ' && one.text.trim() !== '');
    return [{ mark: '~', title, lines: lines.map((one) => `${one.mark} ${one.text}`) }];
  });
}
