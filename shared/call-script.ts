import * as z from 'zod';
import { objectionId } from './call-aids.ts';
import { CALL_NOTES } from './call-notes.ts';
import { CAMPAIGN_KINDS } from './campaign-kind.ts';
import { PHONE_SLOTS, VAIN_ENDINGS } from './phone-slots.ts';

/**
 * What saying a node accomplishes. The script is a contract (F-02): `shared/script-contract.ts` says which
 * marks a disposition needs on the path before it may close.
 */
const NODE_MARKS = [
  'identity',
  'thanks',
  'impact',
  'challenge',
  'stop-reason',
  'ask-1',
  'ask-2',
  'ask-one-off',
  'coordinates',
  'read-back',
  'email-announced',
  'closing',
] as const;
export type NodeMark = (typeof NODE_MARKS)[number];

/**
 * What an answer settles about the offer: agreement at M1, at M2, at an amount the donor names, a one-off gift, a refusal
 * of the increase, or of everything (« non, fermement »): no other ask follows.
 */
const ANSWER_EFFECTS = [
  'agree-1',
  'agree-2',
  'agree-free',
  'agree-one-off',
  'refuse-increase',
  'refuse-one-off',
  'refuse-all',
] as const;
export type AnswerEffect = (typeof ANSWER_EFFECTS)[number];

/** What a person may tell that stops every ask (docs/rules/asks.md): each has its key on the workstation. */
export const STOP_WORDS = ['vulnerable', 'bereaved', 'hardship', 'anger'] as const;
export type StopWord = (typeof STOP_WORDS)[number];

const nodeId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'identifiant: minuscules, chiffres et _');

/**
 * An answer leads to another node, or ends the call on one of the listed dispositions (one: taken at once; several: a
 * list to pick from).
 */
const scriptAnswerSchema = z
  .strictObject({
    /** One key, unique in its node: a lower-case letter or a digit. */
    key: z.string().regex(/^[a-z1-9]$/),
    label: z.string().min(1).max(60),
    /** Enter gives it too: one of a node at most, and never an end (`main-answer.ts`). */
    main: z.literal(true).optional(),
    to: nodeId.optional(),
    ends: z
      .array(z.string().regex(/^[A-Z][A-Z_]+$/))
      .min(1)
      .max(12)
      .optional(),
    effect: z.enum(ANSWER_EFFECTS).optional(),
    /** The reason of a refusal, as the person gave it: proposed when the refusal is recorded, not asked again. */
    heard: z
      .string()
      .regex(/^[A-Z][A-Z_]+$/)
      .optional(),
    /** What pressing it records: read back from the path by `script-notes.ts`. */
    notes: z.array(z.enum(CALL_NOTES)).min(1).max(2).optional(),
  })
  .refine((answer) => (answer.to === undefined) !== (answer.ends === undefined), {
    message: 'une réponse a soit « to », soit « ends »',
  });

const scriptNodeSchema = z.strictObject({
  title: z.string().min(1).max(40),
  /** Liquid text read by the agent; variables of `shared/script-variables.ts`. */
  say: z.string().min(1).max(2000),
  /** A remark to the agent, not to be read aloud. */
  hint: z.string().max(300).optional(),
  marks: z.array(z.enum(NODE_MARKS)).max(4).default([]),
  /** A conclusion without a demand: the stop key that leads to it, where it has words of its own. */
  stopWord: z.enum(STOP_WORDS).optional(),
  answers: z.array(scriptAnswerSchema).min(1).max(9),
});

export const callScriptSchema = z.strictObject({
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,29}$/),
  kind: z.enum(CAMPAIGN_KINDS),
  start: nodeId,
  nodes: z.record(nodeId, scriptNodeSchema),
});

export type ScriptAnswer = z.output<typeof scriptAnswerSchema>;
export type ScriptNode = z.output<typeof scriptNodeSchema>;
export type CallScript = z.output<typeof callScriptSchema>;

/**
 * One step of the path the agent walked: the node shown and the answer key pressed (absent on the last one when a
 * hotkey closed the call).
 */
const pathStepSchema = z.strictObject({
  node: nodeId,
  answer: z
    .string()
    .regex(/^[a-z1-9]$/)
    .optional(),
  /** Objections of `objections.yaml` that the agent heard and answered there. */
  objections: z.array(objectionId).min(1).max(9).optional(),
  /** From here on nothing more is asked: a stop word was pressed. Which one is not kept: it would be about a life. */
  stop: z.literal(true).optional(),
  /** Numbers rung in vain before the one dialled last, each once. */
  tried: z
    .array(z.strictObject({ slot: z.enum(PHONE_SLOTS), ending: z.enum(VAIN_ENDINGS) }))
    .min(1)
    .max(PHONE_SLOTS.length - 1)
    .optional(),
});
export type PathStep = z.output<typeof pathStepSchema>;
export const pathSchema = z.array(pathStepSchema).max(100);

/** Numbers rung in vain during that call, before the one dialled last. */
export function triedNumbers(path: readonly PathStep[]): NonNullable<PathStep['tried']> {
  return path.flatMap(({ tried = [] }) => tried);
}
