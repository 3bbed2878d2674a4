import fc from 'fast-check';
import type { CheckState } from '../../../server/ports/rows/checks.ts';
import type { AskingKind } from '../../../shared/campaign-kind.ts';

/** What happens on a floor, in the words of the property tests of indicators. */
export type Act =
  | {
      readonly kind: 'agree';
      readonly code: string;
      readonly minor: number;
      readonly check: CheckState;
      readonly isHeld: boolean;
    }
  | { readonly kind: 'end'; readonly code: string }
  | { readonly kind: 'sign'; readonly of: number }
  | { readonly kind: 'cancel'; readonly of: number }
  | { readonly kind: 'correct'; readonly of: number; readonly minor: number }
  | { readonly kind: 'check'; readonly of: number; readonly check: CheckState };

export interface WeekOfActs {
  readonly acts: readonly Act[];
  /** The week's file is built the Tuesday after. */
  readonly isDelivered: boolean;
}

const minor = fc.integer({ min: 13, max: 40 }).map((units) => units * 100);
const of = fc.nat(40);
const check = fc.constantFrom<CheckState>('to-check', 'by-rule', 'approved', 'rejected');
const ENDS = ['DP_LIEN', 'RA_MOYENS', 'RS_ENTRETIEN', 'OP_TEL', 'NE_MERCI', 'EF_FAUX', 'EF_EPUISE'];
const CODES: Readonly<Record<AskingKind, readonly string[]>> = {
  upgrade: ['AC_UP'],
  reactivation: ['AC_RE', 'AC_RE_SIGN'],
};

/** Three weeks of such a campaign. */
export function weeksOf(kind: AskingKind): fc.Arbitrary<WeekOfActs[]> {
  const act: fc.Arbitrary<Act> = fc.oneof(
    { weight: 4, arbitrary: agreeing(kind) },
    fc.record({ kind: fc.constant('end' as const), code: fc.constantFrom(...ENDS) }),
    fc.record({ kind: fc.constant('sign' as const), of }),
    fc.record({ kind: fc.constant('cancel' as const), of }),
    fc.record({ kind: fc.constant('correct' as const), of, minor }),
    fc.record({ kind: fc.constant('check' as const), of, check }),
  );
  const week = fc.record({ acts: fc.array(act, { maxLength: 14 }), isDelivered: fc.boolean() });
  return fc.array(week, { minLength: 3, maxLength: 3 });
}

function agreeing(kind: AskingKind): fc.Arbitrary<Act> {
  return fc.record({
    kind: fc.constant('agree' as const),
    code: fc.constantFrom(...CODES[kind]),
    minor,
    check,
    isHeld: fc.constantFrom(false, false, false, true),
  });
}
