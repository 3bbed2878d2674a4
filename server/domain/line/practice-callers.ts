import * as z from 'zod';
import { LINK_WAYS, type Pledge, readPledge } from '../../../shared/line/pledge-form.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import { duplicateOf } from './duplicate-pledge.ts';
import type { LineSettings } from './line-settings.ts';
import type { LineScript } from './line-texts.ts';
import { noCardIn } from './line-texts.ts';

const said = z.string().trim().min(2).max(300).superRefine(noCardIn);
const typed = (max: number) => z.string().max(max).superRefine(noCardIn).default('');

const form = z.strictObject({
  amount: z.union([z.string(), z.int().transform(String)]),
  rhythm: z.enum(['once', 'monthly']).default('once'),
  lastName: typed(50),
  firstName: typed(50),
  street: typed(38),
  place: z
    .strictObject({ postcode: z.union([z.string(), z.int().transform(String)]), town: typed(38) })
    .prefault({ postcode: '' }),
  link: z.strictObject({ way: z.enum(LINK_WAYS), to: typed(254) }),
  receipt: z.boolean().default(false),
});

const exit = z.enum(['hoax', 'handOver', 'minor']);

/** A fictitious caller that a trainer plays: what they say, and either the form that should come of it or the exit. */
const caller = z.strictObject({
  says: z.array(said).min(1).max(4),
  /** The same letter, the same telephone: a caller may come back. */
  telephone: z
    .string()
    .regex(/^[A-Z]$/)
    .optional(),
  offersCard: z.boolean().default(false),
  form: form.optional(),
  exit: exit.optional(),
});

/** `practice.yaml`: eight callers, before the first real one. */
export const practiceSchema = z.strictObject({
  callers: z.array(caller).length(8, 'huit appels, ni plus ni moins'),
});

export type Practice = z.output<typeof practiceSchema>;
type PracticeCaller = Practice['callers'][number];

/** A caller, what should be saved or said, and the earlier one that it looks like. */
export interface PracticeCall {
  readonly caller: PracticeCaller;
  readonly pledge?: Pledge;
  /** From 1. */
  readonly duplicateOf?: number;
}

/** What no volunteer may meet for the first time with a real caller. */
const MUST_MEET: readonly (readonly [string, (call: PracticeCall) => boolean])[] = [
  ['une promesse mensuelle', ({ pledge }) => pledge?.rhythm === 'monthly'],
  ['un numéro de carte offert', ({ caller: { offersCard } }) => offersCard],
  ['un canular', ({ caller: one }) => one.exit === 'hoax'],
  ['une personne concernée', ({ caller: one }) => one.exit === 'handOver'],
  ['une promesse en double', (call) => call.duplicateOf !== undefined],
];

const MINUTE_MS = 60_000;

/** The callers as they should end, one a minute. */
export function practiceCalls({ callers }: Practice, settings: LineSettings): readonly PracticeCall[] {
  const marks: {
    atMs: number;
    number?: string;
    lastName: string;
    firstName: string;
    postcode: string;
    at: number;
  }[] = [];
  return callers.map((one, at) => {
    const read = one.form && readPledge(one.form, settings);
    if (!read || !('pledge' in read)) return { caller: one };
    const { pledge } = read;
    const mark = {
      ...{ at: at + 1, atMs: at * MINUTE_MS, lastName: pledge.lastName, firstName: pledge.firstName },
      ...{ postcode: pledge.place.postcode, ...(one.telephone !== undefined && { number: one.telephone }) },
    };
    const before = duplicateOf(mark, marks, settings.duplicateHours);
    marks.push(mark);
    return { caller: one, pledge, ...(before && { duplicateOf: before.at }) };
  });
}

function callerFindings(
  { form: filled, exit: left }: PracticeCaller,
  at: number,
  settings: LineSettings,
): readonly Finding[] {
  const where = ['callers', at];
  if ((filled === undefined) === (left === undefined))
    return [
      {
        at: where,
        code: 'practice-two-ends',
        message: 'Un appel finit par une promesse ou par une sortie.',
        hint: 'écrivez « form » ou « exit », l’un des deux',
      },
    ];
  const read = filled && readPledge(filled, settings);
  if (!read || 'pledge' in read) return [];
  return read.problems.map(({ field, problem }) => ({
    at: [...where, 'form', field],
    code: 'practice-form',
    message: `La promesse attendue ne pourrait pas être enregistrée : ${problem.replace(/\.$/, '')}.`,
    hint: 'corrigez ce que la personne dicte',
  }));
}

/** Every fault of the eight callers: what the form would refuse, and what they do not teach. */
export function checkPractice(practice: Practice, settings: LineSettings): readonly Finding[] {
  const faults = practice.callers.flatMap((one, at) => callerFindings(one, at, settings));
  const calls = practiceCalls(practice, settings);
  const unmet = MUST_MEET.filter(([, holds]) => !calls.some(holds)).map(([what]) => what);
  if (faults.length > 0 || unmet.length === 0) return faults;
  const message = `Les huit appels n’apprennent pas tout : il manque ${unmet.join(', ')}.`;
  return [
    { at: ['callers'], code: 'practice-unmet', message, hint: 'changez l’un des appels pour celui-là' },
  ];
}

/** What the agent reads to who is not a donor. */
export function exitWords(left: z.output<typeof exit>, { exits }: LineScript): readonly string[] {
  const words = exits[left];
  return typeof words === 'string' ? [words] : words;
}
