import { describe, expect, it } from 'vitest';
import {
  type ComerFacts,
  type ShiftFacts,
  SIGN_UP_STATES,
  type SignUpState,
  signUpVerdict,
} from '../../../server/domain/agenda/sign-up-verdict.ts';

const HOUR_MS = 3_600_000;
/** Saturday 28 March 2026, 15:00 in Paris. */
const FROM_MS = Date.UTC(2026, 2, 28, 14);
const NOW_MS = FROM_MS - 72 * HOUR_MS;

const event = {
  state: 'published',
  closesAtMs: FROM_MS,
  privacy: 'groups',
  groups: ['gl'],
  groupsAbove: ['region'],
} as const;
const shift: ShiftFacts = {
  ...{ fromMs: FROM_MS, toMs: FROM_MS + 2.5 * HOUR_MS, capacity: 15, taken: 3, isCancelled: false },
  ...{ opensAtMs: 0, needs: 'LIGNE', longestMs: 5 * HOUR_MS, event },
};
const comer: ComerFacts = {
  ...{ status: 'confirmed', kind: 'volunteer', trainings: ['LIGNE'], held: [], isIn: undefined },
  levels: [{ group: 'gl', level: 'member' }],
};
const held = (from: number, to: number) => [
  { fromMs: FROM_MS + from * HOUR_MS, toMs: FROM_MS + to * HOUR_MS },
];

/** Each state by the one thing that makes it, with its sentence. */
const CASES: Readonly<
  Record<
    SignUpState,
    { shift?: Partial<ShiftFacts>; comer?: Partial<ComerFacts>; nowMs?: number; says: string }
  >
> = {
  'access-closed': {
    comer: { status: 'former' },
    says: 'Votre accès est fermé : écrivez à l’association pour revenir.',
  },
  over: { nowMs: FROM_MS + 3 * HOUR_MS, says: 'Ce créneau est passé.' },
  cancelled: { shift: { isCancelled: true }, says: 'Ce créneau est annulé.' },
  closed: { nowMs: FROM_MS, says: 'Les inscriptions sont closes.' },
  'not-yet-open': {
    shift: { opensAtMs: FROM_MS - 48 * HOUR_MS },
    says: 'Les inscriptions ouvrent jeudi 26 mars à 15 h.',
  },
  'already-in': { comer: { isIn: 'waiting' }, says: 'Vous êtes sur la liste d’attente.' },
  'taken-elsewhere': { comer: { held: held(-2, 0.5) }, says: 'Vous êtes déjà pris de 13 h à 15 h 30.' },
  'too-long': {
    comer: { held: [...held(-1, -0.25), ...held(2.75, 4.5)] },
    says: 'Cela ferait trop d’affilée : 5 h au plus sans repos.',
  },
  'training-needed': { comer: { trainings: ['AUTRE'] }, says: 'Formation à suivre d’abord.' },
  reserved: {
    comer: { levels: [{ group: 'gl', level: 'asked' }] },
    says: 'Ce créneau est réservé à un groupe dont vous n’êtes pas.',
  },
  full: { shift: { taken: 15 }, says: 'Complet : vous pouvez vous mettre en attente.' },
  free: { says: 'Une place vous attend.' },
};

const judged = (change: (typeof CASES)[SignUpState]) =>
  signUpVerdict({
    shift: { ...shift, ...change.shift },
    comer: { ...comer, ...change.comer },
    nowMs: change.nowMs ?? NOW_MS,
  });

describe('R-55 may that person come, and why not', () => {
  it.each(SIGN_UP_STATES)('says « %s » for what makes it, in one sentence', (state) => {
    expect(judged(CASES[state])).toEqual({ state, says: CASES[state].says });
  });

  it('names the first cause in the order of the list when several hold', () => {
    for (const [at, first] of SIGN_UP_STATES.entries())
      for (const second of SIGN_UP_STATES.slice(at + 1)) {
        // One says how the person is in: of both at once there is none.
        const both = [CASES[first], CASES[second]];
        const nowMs = both.map((one) => one.nowMs).find((one) => one !== undefined);
        const shiftOf = { ...CASES[second].shift, ...CASES[first].shift };
        const comerOf = { ...CASES[second].comer, ...CASES[first].comer };
        const { state } = judged({
          shift: shiftOf,
          comer: comerOf,
          says: '',
          ...(nowMs !== undefined && { nowMs }),
        });
        expect(SIGN_UP_STATES.indexOf(state)).toBeLessThanOrEqual(at);
      }
  });

  it('lets in a coordinator of the group above, and nobody of a lower level there', () => {
    const of = (level: 'coordinator' | 'referent') =>
      judged({ comer: { levels: [{ group: 'region', level }] }, says: '' }).state;
    expect([of('coordinator'), of('referent')]).toEqual(['free', 'reserved']);
  });

  it('counts in a row what half an hour does not part', () => {
    const apart = judged({ comer: { held: [...held(-3, -0.5), ...held(3, 4)] }, says: '' });
    const near = judged({ comer: { held: [...held(-3, -0.4), ...held(3, 4)] }, says: '' });
    expect([apart.state, near.state]).toEqual(['free', 'too-long']);
  });
});
