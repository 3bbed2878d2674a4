import * as z from 'zod';
import type { AskingKind } from '../../../shared/campaign-kind.ts';

/**
 * What the simulator believes of donors: every figure is a hypothesis that a file may replace (`--reach`). Percentages are of
 * the thing named; defaults from docs/rules/cadence.md where it gives one (per-try rates of 8 to 15 %, machines, wrong
 * numbers), else a guess said as such in server/campaigns/simulation.md.
 */
const percent = z.number().min(0).max(100);
const asks = z.strictObject({ first: percent, second: percent, oneOff: percent });

export const simulationReachSchema = z
  .strictObject({
    /** A person answers the first try of that day-part, on average over the file. */
    parts: z
      .strictObject({ M: percent, A: percent, S: percent, SA: percent })
      .prefault({ M: 8, A: 10, S: 15, SA: 13 }),
    /** How much donors differ from one another, and each from one day-part to the next: standard deviations of the log-odds. */
    donorSpread: z.number().min(0).max(3).default(0.9),
    partSpread: z.number().min(0).max(3).default(0.6),
    /** A callback at the hour the donor asked for is answered. */
    callbackAnswered: percent.default(60),
    /** Of the tries that nobody answers; the rest rings out. */
    unanswered: z
      .strictObject({ machine: percent, busy: percent, filtered: percent, technical: percent })
      .prefault({ machine: 50, busy: 5, filtered: 5, technical: 1 }),
    /** Records with a second number; each number is out of service or somebody else's. */
    numbers: z.strictObject({ second: percent, dead: percent, otherPerson: percent }).prefault({
      second: 30,
      dead: 5,
      otherPerson: 3,
    }),
    /**
     * Of the tries that a person answers on the donor's own number: somebody who tells when to call; gone or dead. The
     * rest: the donor.
     */
    answered: z.strictObject({ thirdParty: percent, gone: percent }).prefault({ thirdParty: 15, gone: 2 }),
    /**
     * Of the talks with the donor: asks to be called back (first time only), hangs up, thanked without an ask, objects.
     * The rest hears the proposal.
     */
    talk: z
      .strictObject({ callback: percent, unheard: percent, thanks: percent, objection: percent })
      .prefault({ callback: 15, unheard: 18, thanks: 4, objection: 3 }),
    /** Yes to each proposal that is made, in turn. */
    accepts: z
      .strictObject({ upgrade: asks, reactivation: asks } satisfies Record<AskingKind, typeof asks>)
      .prefault({
        upgrade: { first: 22, second: 12, oneOff: 8 },
        reactivation: { first: 8, second: 4, oneOff: 5 },
      } satisfies Record<AskingKind, z.input<typeof asks>>),
    /** Of an agent's time, wrap-up included. */
    seconds: z
      .strictObject({ unanswered: z.int().min(1), short: z.int().min(1), pitched: z.int().min(1) })
      .prefault({ unanswered: 50, short: 110, pitched: 380 }),
  })
  .superRefine((reach, context) => {
    const sums: readonly (readonly [string, number])[] = [
      ['unanswered', sumOf(reach.unanswered)],
      ['numbers', reach.numbers.dead + reach.numbers.otherPerson],
      ['answered', sumOf(reach.answered)],
      ['talk', sumOf(reach.talk)],
    ];
    for (const [path, sum] of sums) {
      if (sum > 100) context.addIssue({ code: 'custom', path: [path], message: 'la somme dépasse 100 %' });
    }
  });

export type SimulationReach = z.output<typeof simulationReachSchema>;

function sumOf(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0);
}
