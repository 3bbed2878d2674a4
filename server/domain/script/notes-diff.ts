import type { CallAids, Objection } from '../../../shared/call-aids.ts';
import type { TrainingModule } from '../../../shared/training-module.ts';
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
  const modules = pairs((before.modules ?? []).map(moduleText), (after.modules ?? []).map(moduleText));
  const entries = [...notes, ...objections, ...modules];
  return { summary: diffSummary(entries, 'fiche'), entries };
}

function objectionText(one: Objection): readonly [string, string] {
  const lines = [`intitulé : ${one.label}`, `écoute : ${one.listen}`, `réponse : ${one.answer}`];
  return [`Objection « ${one.id} »`, [...lines, `suite : ${NEXT[one.next]}`].join('\n')];
}

/** A module as whoever approves it reads it: what is taught, what is asked, which answer is right. */
export function moduleText({ title, read, questions }: TrainingModule): readonly [string, string] {
  const asked = questions.flatMap(({ asks, choices, right, why, note }) => [
    `question : ${asks}`,
    ...choices.map((one, at) => `${at + 1 === right ? '✓' : '·'} ${one}`),
    `pourquoi : ${why} (note « ${note} »)`,
  ]);
  return [`Module « ${title} »`, [read.trim(), ...asked].join('\n')];
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
