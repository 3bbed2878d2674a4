import { seatNames } from '../../../server/domain/line/dialplan-text.ts';
import { type BoardFacts, lineBoard, NO_COUNTS } from '../../../server/domain/line/line-board.ts';
import type { LineBoard } from '../../../shared/line-board.ts';
import { lineSettings } from '../campaign/pledge-line.ts';

/** Saturday 5 December 2026, 20:14 in Paris. */
export const BOARD_MS = Date.UTC(2026, 11, 5, 19, 14);

/** The reference line in the middle of an evening: 66 seats talk, two callers wait. */
export function eveningBoard(
  change: Partial<LineBoard> = {},
  facts: Partial<Pick<BoardFacts, 'sight'>> = {},
): LineBoard {
  const settings = lineSettings();
  const [house, partner] = settings.sites.map(seatNames);
  const seat = (name: string, at: number) => ({
    seat: name,
    state: at === 5 ? ('preparing' as const) : at < 50 ? ('talking' as const) : ('free' as const),
    isReady: at !== 51,
    queues: [{ queue: 'promesses' }],
  });
  const seats = [...(house ?? []).map(seat), ...(partner ?? []).slice(0, 52).map(seat)];
  const talking = seats.filter(({ state }) => state === 'talking');
  const call = (queue: string) => ({ queue, waitingAtMs: BOARD_MS - 14_000, seat: null, isTalking: false });
  return {
    ...lineBoard(settings, {
      nowMs: BOARD_MS,
      line: { state: 'up', sinceMs: BOARD_MS - 3_600_000 },
      seats: [
        ...seats,
        ...['A', 'B', 'C'].map((one) => ({ ...seat(`ECOUTE-${one}`, 60), queues: [{ queue: 'ecoute' }] })),
      ],
      calls: [
        ...talking.map((one) => ({
          ...call(one.seat.startsWith('MAISON') ? 'promesses' : 'promesses-partenaire'),
          seat: one.seat,
          isTalking: true,
        })),
        ...[1, 2].map(() => call('promesses-partenaire')),
        { ...call('ecoute'), seat: 'ECOUTE-A', isTalking: true },
      ],
      freed: new Map([[`PARTENAIRE-52`, BOARD_MS - 4_000]]),
      counts: new Map([
        ['MAISON', { ...NO_COUNTS, came: 620, answered: 602, abandoned: 18, served: 560 }],
        [
          'PARTENAIRE',
          { ...NO_COUNTS, came: 951, answered: 900, abandoned: 23, served: 810, overflowed: 350 },
        ],
      ]),
      pledges: [
        { site: 'MAISON', currency: 'EUR', rhythm: 'once', pledges: 491, minor: 1_842_000 },
        { site: 'PARTENAIRE', currency: 'EUR', rhythm: 'once', pledges: 773, minor: 2_889_000 },
        { site: 'MAISON', currency: 'EUR', rhythm: 'monthly', pledges: 20, minor: 21_200 },
      ],
      lastHour: new Map([
        ['MAISON', 200],
        ['PARTENAIRE', 320],
      ]),
      sight: null,
      toRing: null,
      toCheck: new Map([['PARTENAIRE', 4]]),
      helpAsked: 2,
      unapproved: [],
      quiet: (['handed-over', 'hoax', 'minor'] as const).map((kind, at) => ({
        ...{ kind, fromMs: BOARD_MS - 7_200_000, toMs: BOARD_MS - 3_600_000 },
        calls: [9, 17, 5][at] ?? 0,
      })),
      ...facts,
    }),
    ...change,
  };
}
