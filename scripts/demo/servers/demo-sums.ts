import { dispositionOf } from '../../../shared/dispositions.ts';
import { DELIVERY_WORDS } from '../../cli/delivery-words.ts';
import type { ClosedWeek } from '../close-week.ts';

/** French, what was counted; and how many. */
type Sum = readonly [what: string, count: number];

/** What a demo ends with, in an order that does not depend on who was quicker. */
export function sumsOf(week: ClosedWeek): readonly Sum[] {
  const linesOf = new Map<string, number>();
  for (const { kind, rows } of week.deliveries)
    linesOf.set(DELIVERY_WORDS[kind], (linesOf.get(DELIVERY_WORDS[kind]) ?? 0) + rows);
  const sorted = (sums: Iterable<Sum>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ['appels', week.cards],
    ...sorted(
      Object.entries(week.dispositions).map(([code, count]) => [
        dispositionOf(code)?.neutralLabel ?? code,
        count,
      ]),
    ),
    ['confirmations reçues par le relais', week.mailsReceived],
    ['nouveaux mandats signés', week.signedMandates],
    ['accords vérifiés', week.verifiedAgreements],
    ...sorted([...linesOf].map(([kind, lines]) => [`lignes remises : ${kind}`, lines])),
  ];
}

export interface ComparedSum {
  readonly what: string;
  readonly alone: number;
  readonly several: number;
}

/** Both columns, whatever only one of them has included. */
export function compareSums(alone: readonly Sum[], several: readonly Sum[]): readonly ComparedSum[] {
  const [one, other] = [new Map(alone), new Map(several)];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names.map((what) => ({ what, alone: one.get(what) ?? 0, several: other.get(what) ?? 0 }));
}
