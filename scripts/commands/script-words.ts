import { InvalidArgumentError } from 'commander';
import { partTexts } from '../../server/domain/said/part-texts.ts';
import { PART_WORDS } from '../../server/domain/said/part-words.ts';
import { SCRIPT_KINDS, type ScriptKind } from '../../server/domain/said/script-parts.ts';
import type { ScriptDiff } from '../../server/domain/script/script-diff.ts';
import type { ScriptBody, ScriptLife } from '../../server/ports/rows/script-lives.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import { textTable } from '../cli/terminal.ts';

/** Versions of scripts and notes, as their commands print them. */

const STATES = {
  draft: 'brouillon',
  submitted: 'soumis',
  approved: 'approuvé',
  'in-force': 'EN VIGUEUR',
  retired: 'retiré',
} as const;
const HASH_SHOWN = 16;

/** Of `--kind`. */
export const KIND_HELP =
  'script, notes (et objections), themes, ladder (montants), mentions ou emails ; d’une ligne de promesses : line-script, line-mentions ou line-messages';

export function kindOf(text: string): ScriptKind {
  const found = SCRIPT_KINDS.find((one) => one === text);
  if (found) return found;
  throw new InvalidArgumentError(`attend ${SCRIPT_KINDS.join(', ')}`);
}

export function stateText({ state, fromMs, retiredReason }: ScriptLife): string {
  if (state === 'approved' && fromMs !== null) return `approuvé, prévu ${shortInstant(fromMs)}`;
  if (state === 'in-force' && fromMs !== null) return `EN VIGUEUR depuis ${shortInstant(fromMs)}`;
  if (state === 'retired') return retiredReason ? 'retiré pour de bon' : 'remplacé';
  return STATES[state];
}

function approvalText({ approval, approvedAtMs }: ScriptLife): string {
  if (approval === null) return '';
  return approvedAtMs === null ? approval : `${approval}, ${shortInstant(approvedAtMs)}`;
}

export function hashText(hash: string, length = HASH_SHOWN): string {
  return hash === '' ? 'non tracée' : hash.slice(0, length);
}

/** « Phrases de thème », as a section is called. */
export function partName(kind: ScriptKind): string {
  return PART_WORDS[kind].title;
}

export function lifeTable(lives: readonly ScriptLife[]): readonly string[] {
  const rows = lives.map((one) => [
    PART_WORDS[one.kind].label,
    one.version,
    stateText(one),
    hashText(one.hash),
    approvalText(one),
  ]);
  return textTable(['Genre', 'Version', 'État', 'Empreinte', 'Approbation'], rows);
}

/** Version, state, hash and each act, one a line. */
export function lifeLines(life: ScriptLife): readonly string[] {
  const act = (what: string, atMs: number | null, by: string | null) =>
    atMs === null ? [] : [`${what} ${shortInstant(atMs)} par ${by ?? ''}`];
  return [
    `${PART_WORDS[life.kind].label} « ${life.version} » de ${life.campaign} : ${stateText(life)}`,
    `Empreinte : ${hashText(life.hash, 64)}`,
    ...act('Importé', life.importedAtMs, life.importedBy),
    ...act('Soumis', life.submittedAtMs, life.submittedBy),
    ...(life.approval === null ? [] : [`Approbation : ${approvalText(life)}`]),
    ...act('Retiré', life.retiredAtMs, life.retiredBy),
    ...(life.retiredReason ? [`Motif : ${life.retiredReason}`] : []),
  ];
}

const indented = (line: string) => `  ${line}`.trimEnd();

/** The whole content, to be read. */
export function bodyLines(body: ScriptBody): readonly string[] {
  if (body.kind !== 'script')
    return partTexts(body).flatMap(([title, text]) => ['', title, ...text.split('\n').map(indented)]);
  return Object.entries(body.script.nodes).flatMap(([id, node]) => [
    '',
    `${node.title} (${id})`,
    ...node.say.split('\n').map(indented),
    ...node.answers.map((one) => `  [${one.key}] ${one.label} → ${one.to ?? (one.ends ?? []).join(', ')}`),
  ]);
}

export function diffText({ summary, entries }: ScriptDiff): readonly string[] {
  return [
    summary,
    ...entries.flatMap(({ mark, title, lines }) => [
      '',
      `${mark} ${title}`,
      ...lines.map((line) => `    ${line}`),
    ]),
  ];
}

interface PartChange {
  readonly kind: ScriptKind;
  readonly from?: string;
  readonly to?: ScriptLife;
  readonly diff?: ScriptDiff;
}

/** A part, what waits to come into force under it, and what that changes. */
export function changeLines({ kind, from, to, diff }: PartChange): readonly string[] {
  const now = from === undefined ? 'rien en vigueur' : `${from} en vigueur`;
  if (!to) return [`${partName(kind)} : ${now}, rien n’attend.`];
  // A version that its content names says its digest already.
  const digest = to.hash.startsWith(to.version) ? '' : `, empreinte ${hashText(to.hash)}`;
  const waits = `${to.version} (${stateText(to)}${digest})`;
  const changed = diff ? diffText(diff) : ['Tout est nouveau : plateau script show.'];
  return [`${partName(kind)} : ${now}, ${waits} attend.`, ...changed.map(indented), ''];
}
