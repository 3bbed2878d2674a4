import { noteLabel } from '../../../shared/call-notes.ts';
import type { CallScript, ScriptAnswer, ScriptNode } from '../../../shared/call-script.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { diffLines } from '../wording/text-lines-diff.ts';
import { EFFECT_WORDS, MARK_WORDS } from './script-words.ts';

/** What became of one step: `+` added, `-` removed, `~` changed; its lines are for a person to read. */
export interface DiffEntry {
  readonly mark: '+' | '-' | '~';
  readonly title: string;
  readonly lines: readonly string[];
}

export interface ScriptDiff {
  /** One French sentence. */
  readonly summary: string;
  readonly entries: readonly DiffEntry[];
}

const MARKS = { added: '+', removed: '-', changed: '~' } as const;

/**
 * What changed from one script to another, as the charity reads it before approving: steps added, removed, changed in
 * their words, their remarks, what they accomplish, their answers and where these lead. In the order of the later script; steps
 * removed at the end.
 */
export function scriptDiff(before: CallScript, after: CallScript): ScriptDiff {
  const ids = [...new Set([...Object.keys(after.nodes), ...Object.keys(before.nodes)])];
  const start: DiffEntry[] =
    before.start === after.start
      ? []
      : [
          {
            mark: MARKS.changed,
            title: 'Première étape',
            lines: [
              `commençait par ${stepName(before, before.start)}, commence par ${stepName(after, after.start)}`,
            ],
          },
        ];
  const steps = ids.flatMap((id) => stepDiff(before, after, id));
  const parts = [
    ...(steps.length > 0 || start.length === 0 ? [diffSummary(steps, 'étape')] : []),
    ...(start.length > 0 ? ['La première étape n’est plus la même.'] : []),
  ];
  return { summary: parts.join(' '), entries: [...start, ...steps] };
}

/** « 1 étape ajoutée, 2 modifiées. » */
export function diffSummary(entries: readonly DiffEntry[], noun: string): string {
  const parts = (
    [
      ['+', 'ajoutée'],
      ['-', 'retirée'],
      ['~', 'modifiée'],
    ] as const
  ).flatMap(([mark, verb]) => {
    const count = entries.filter((one) => one.mark === mark).length;
    return count === 0 ? [] : [{ count, verb }];
  });
  if (parts.length === 0) return 'Aucune différence.';
  const said = parts.map(({ count, verb }, at) => {
    const many = count > 1 ? 's' : '';
    return at === 0 ? `${count} ${noun}${many} ${verb}${many}` : `${count} ${verb}${many}`;
  });
  return `${said.join(', ')}.`;
}

function stepName(script: CallScript, id: string): string {
  const node = script.nodes[id];
  return node ? `« ${node.title} » (${id})` : id;
}

function stepDiff(before: CallScript, after: CallScript, id: string): readonly DiffEntry[] {
  const [old, now] = [before.nodes[id], after.nodes[id]];
  const title = `Étape ${stepName(now ? after : before, id)}`;
  if (!old && now) return [{ mark: MARKS.added, title, lines: wholeStep(after, now) }];
  if (old && !now) return [{ mark: MARKS.removed, title, lines: wholeStep(before, old) }];
  if (!old || !now) return [];
  const lines = [
    ...(old.title === now.title ? [] : [`titre : était « ${old.title} »`]),
    ...saidDiff(old, now),
    ...(old.hint === now.hint ? [] : [`à savoir : était ${quoted(old.hint)}, devient ${quoted(now.hint)}`]),
    ...listDiff('accomplit', old.marks.map(markWord), now.marks.map(markWord)),
    ...answersDiff({ script: before, node: old }, { script: after, node: now }),
  ];
  return lines.length === 0 ? [] : [{ mark: MARKS.changed, title, lines }];
}

function wholeStep(script: CallScript, node: ScriptNode): readonly string[] {
  return [
    ...node.say.split('\n').map((line) => `  ${line}`.trimEnd()),
    ...node.answers.map((one) => `réponse ${one.key} « ${one.label} » : ${leads(script, one)}`),
  ];
}

/** Only what changed, and nothing of what stands around it. */
function saidDiff(old: ScriptNode, now: ScriptNode): readonly string[] {
  if (old.say === now.say) return [];
  const lines = diffLines(old.say, now.say).filter((one) => one.mark !== ' ' && one.text.trim() !== '');
  return lines.length === 0
    ? ['texte : seule la mise en lignes change']
    : ['texte lu :', ...lines.map((one) => `  ${one.mark} ${one.text}`)];
}

function quoted(text: string | undefined): string {
  return text === undefined ? 'vide' : `« ${text} »`;
}

function markWord(mark: ScriptNode['marks'][number]): string {
  return MARK_WORDS[mark];
}

function listDiff(name: string, old: readonly string[], now: readonly string[]): readonly string[] {
  return [
    ...now.filter((one) => !old.includes(one)).map((one) => `${name} en plus : ${one}`),
    ...old.filter((one) => !now.includes(one)).map((one) => `n’${name} plus : ${one}`),
  ];
}

interface Place {
  readonly script: CallScript;
  readonly node: ScriptNode;
}

function answersDiff(old: Place, now: Place): readonly string[] {
  const keys = [...new Set([...now.node.answers, ...old.node.answers].map((one) => one.key))];
  return keys.flatMap((key) => {
    const before = old.node.answers.find((one) => one.key === key);
    const after = now.node.answers.find((one) => one.key === key);
    const name = `réponse ${key} « ${(after ?? before)?.label ?? ''} »`;
    if (!before && after) return [`${name} ajoutée : ${leads(now.script, after)}`];
    if (before && !after) return [`${name} retirée : ${leads(old.script, before)}`];
    if (!before || !after) return [];
    const [from, to] = [leads(old.script, before), leads(now.script, after)];
    return [
      ...(before.label === after.label ? [] : [`${name} : s’appelait « ${before.label} »`]),
      ...(before.to === after.to && `${before.ends}` === `${after.ends}`
        ? []
        : [`${name} : ${from} → ${to}`]),
      ...(`${noted(before)}` === `${noted(after)}`
        ? []
        : [`${name} : notait ${noted(before)}, note ${noted(after)}`]),
      ...(before.main === after.main
        ? []
        : [`${name} : Entrée ${after.main ? 'la' : 'ne la'} donne${after.main ? '' : ' plus'}`]),
    ];
  });
}

/** Where an answer leads: the edge that changed is said by name. */
function leads(script: CallScript, answer: ScriptAnswer): string {
  if (answer.to !== undefined) return `mène à ${stepName(script, answer.to)}`;
  const codes = (answer.ends ?? []).map((code) => dispositionOf(code)?.neutralLabel ?? code);
  return `finit l’appel : ${codes.join(' ou ')}`;
}

function noted(answer: ScriptAnswer): string {
  const words = [
    ...(answer.effect ? [EFFECT_WORDS[answer.effect]] : []),
    ...(answer.heard === undefined
      ? []
      : [`le motif « ${dispositionOf(answer.heard)?.neutralLabel ?? answer.heard} »`]),
    ...(answer.notes ?? []).map((code) => `« ${noteLabel(code)} »`),
  ];
  return words.length === 0 ? 'rien' : words.join(' et ');
}
