import type { Objection } from '../../../shared/call-aids.ts';
import { type CallNoteCode, isSatisfaction, isStopReason, noteLabel } from '../../../shared/call-notes.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { asksSomething, type CampaignKind, callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { agreeing } from '../../../shared/french-plural.ts';
import { isPitchedRefusal, isUnheardRefusal } from './indicator-counters.ts';
import type { TalkCount } from './insight-counts.ts';

/**
 * What donors say, one row a kind, in the order of a call: `cases` says in words so many calls in which one of the kind was
 * noted; the last word of a call is not answered any more.
 */
export const HEARD_KINDS = [
  {
    kind: 'stop-reason',
    title: 'Pourquoi le don s’est arrêté',
    cases: (count: number) => agreeing(count, 'appel(s) où un motif d’arrêt est noté'),
    isAnswered: true,
  },
  {
    kind: 'brake',
    title: 'Ce qui retient de reprendre',
    cases: (count: number) => agreeing(count, 'appel(s) où un frein est noté'),
    isAnswered: true,
  },
  {
    kind: 'refusal',
    title: 'Pourquoi la demande est refusée',
    cases: (count: number) => agreeing(count, 'appel(s) fini(s) par un refus'),
    isAnswered: false,
  },
  {
    kind: 'objection',
    title: 'Objections entendues',
    cases: (count: number) => agreeing(count, 'appel(s) où une objection est notée'),
    isAnswered: true,
  },
  {
    kind: 'satisfaction',
    title: 'Satisfaction, question finale',
    cases: (count: number) => agreeing(count, 'appel(s) où la question est répondue'),
    isAnswered: false,
  },
] as const;
export type HeardKind = (typeof HEARD_KINDS)[number]['kind'];

/** A step of a call in which something was noted: the answer pressed, the objections heard there. */
export interface HeardStep {
  readonly callId: string;
  readonly disposition: string;
  readonly segment: string;
  readonly seniority: number | null;
  readonly scriptVersion: string;
  readonly node: string;
  readonly answer: string | null;
  readonly objections: readonly string[];
}

/** What became of the call. */
export type HeardEnd = 'agreement' | 'one-off' | 'other';

/** Calls in which these words of one kind were heard, each once. */
export interface HeardCalls {
  readonly kind: HeardKind;
  readonly words: readonly HeardWord[];
  readonly segment: string;
  readonly seniority: number | null;
  readonly end: HeardEnd;
  readonly calls: number;
}

/** `id` is a code of a note, a disposition or an objection; `reply` is what the agent then says, '' for nothing. */
export interface HeardWord {
  readonly id: string;
  readonly label: string;
  readonly reply: string;
}

/** Scripts of the calls by version, objections under their present words, and the calls of the agreements that count. */
export interface HeardTables {
  readonly kind: CampaignKind;
  readonly scripts: ReadonlyMap<string, CallScript>;
  readonly objections: readonly Objection[];
  readonly agreed: ReadonlySet<string>;
}

/** Names an answer of a script that notes something; `insights.heard` looks for these. */
function answerKey(version: string, node: string, answer: string): string {
  return `${version} ${node} ${answer}`;
}

/** Every answer of these scripts that notes why a gift stopped or what holds back, and what is said next. */
function notedAnswers(scripts: HeardTables['scripts']): ReadonlyMap<string, readonly NotedWord[]> {
  return new Map(
    [...scripts].flatMap(([version, { nodes }]) =>
      Object.entries(nodes).flatMap(([node, { answers }]) =>
        answers.flatMap((answer) => {
          const next = answer.to === undefined ? '' : (nodes[answer.to]?.title ?? '');
          const words = (answer.notes ?? []).map((code) => ({
            kind: kindOf(code),
            id: code,
            label: afterColon(noteLabel(code)),
            // Nothing is answered to what somebody thinks of the call.
            reply: isSatisfaction(code) ? '' : next,
          }));
          return words.length === 0 ? [] : [[answerKey(version, node, answer.key), words] as const];
        }),
      ),
    ),
  );
}

function kindOf(code: CallNoteCode): HeardKind {
  if (isStopReason(code)) return 'stop-reason';
  return isSatisfaction(code) ? 'satisfaction' : 'brake';
}

type NotedWord = HeardWord & { readonly kind: HeardKind };

export function notedKeys(scripts: HeardTables['scripts']): readonly string[] {
  return [...notedAnswers(scripts).keys()];
}

/** What was heard in each call, from the steps where it was noted and, where no brake is asked for, from how refusals end. */
export function heardCalls(
  steps: readonly HeardStep[],
  talks: readonly TalkCount[],
  tables: HeardTables,
): readonly HeardCalls[] {
  const noted = notedAnswers(tables.scripts);
  const objections = new Map(tables.objections.map((one) => [one.id, one]));
  const calls = new Map<string, { readonly call: HeardCalls; readonly words: Map<string, HeardWord> }>();
  for (const step of steps) {
    const { scriptVersion, node, answer } = step;
    const words = [
      ...((answer !== null && noted.get(answerKey(scriptVersion, node, answer))) || []),
      ...step.objections.map((id) => objectionWord(id, objections.get(id))),
    ];
    for (const { kind, ...word } of words) {
      const key = `${kind} ${step.callId}`;
      const known = calls.get(key) ?? { call: callOf(step, kind, tables), words: new Map() };
      // The first answer to it stands: going back and forth says it once.
      if (!known.words.has(word.id)) known.words.set(word.id, word);
      calls.set(key, known);
    }
  }
  const heard = [...calls.values()].map(({ call, words }) => ({ ...call, words: [...words.values()] }));
  const refuses = asksSomething(tables.kind) && !callsStoppedGifts(tables.kind);
  return [...heard, ...(refuses ? refusals(talks) : [])];
}

function callOf(step: HeardStep, kind: HeardKind, { agreed }: HeardTables): HeardCalls {
  const { callId, disposition, segment, seniority } = step;
  const oneOff = dispositionOf(disposition)?.oneOff === true;
  const end = agreed.has(callId) ? 'agreement' : oneOff ? 'one-off' : 'other';
  return { kind, words: [], segment, seniority, end, calls: 1 };
}

function objectionWord(id: string, known: Objection | undefined): NotedWord {
  return { kind: 'objection', id, label: known?.label ?? id, reply: known?.answer ?? '' };
}

/** A campaign of running gifts asks for no brake: the reason of the refusal says it. */
function refusals(talks: readonly TalkCount[]): HeardCalls[] {
  return talks.flatMap(({ disposition, segment, seniority, calls }) => {
    const row = dispositionOf(disposition);
    if (!row || !(isPitchedRefusal(row) || isUnheardRefusal(row))) return [];
    const words = [{ id: row.code, label: afterColon(row.neutralLabel), reply: '' }];
    return [{ kind: 'refusal' as const, words, segment, seniority, end: 'other' as const, calls }];
  });
}

/** « Refus : moyens financiers » under a title that says « refus » already. */
function afterColon(label: string): string {
  return label.slice(label.indexOf(' : ') < 0 ? 0 : label.indexOf(' : ') + 3);
}
