import { NO_AGREEMENTS } from '../../../server/domain/indicators/agreement-sums.ts';
import type { IndicatorInput, IndicatorSpan } from '../../../server/domain/indicators/indicator-input.ts';

export const EMPTY_SPAN: IndicatorSpan = {
  closed: new Map(),
  attempted: 0,
  pitchedCalls: 0,
  oneOffMinor: 0,
  productionSeconds: 0,
  agreements: NO_AGREEMENTS,
};

/**
 * The worked example of docs/rules/indicators.md#formulas, upgrade FR: L 100, P 94, T 72. Its week is the whole
 * campaign.
 */
export function workedExample(): IndicatorInput {
  const span = {
    ...EMPTY_SPAN,
    closed: new Map([
      ['AC_UP', 11],
      ['DP_LIEN', 3],
      ['RA_MOYENS', 9],
      ['RA_SUFFIT', 8],
      ['RS_ENTRETIEN', 4],
      ['OP_TEL', 1],
      ['AR_STOP', 1],
      ['NE_MERCI', 1],
      ['EF_EPUISE', 22],
      ['EF_FAUX', 5],
      ['EF_MD', 3],
      ['EF_DEMENAGE', 1],
      ['EF_DECEDE', 1],
      ['EF_ABSENT', 1],
      ['EF_LANGUE', 1],
      ['EF_SANSTEL', 4],
      ['EF_DNC', 2],
    ]),
    attempted: 80,
    pitchedCalls: 31,
    agreements: {
      ...NO_AGREEMENTS,
      given: { count: 11, oldMonthlyMinor: 12_000, newMonthlyMinor: 16_800 },
      standings: { ...NO_AGREEMENTS.standings, effective: 11 },
      closed: { ...NO_AGREEMENTS.closed, effective: 11 },
    },
    oneOffMinor: 6_000,
    productionSeconds: 19_800,
  };
  return {
    kind: 'upgrade',
    country: 'FR',
    currency: 'EUR',
    targets: { processed: 75, useful: 50, agreements: 30, averageMinor: 400 },
    definitions: { processed: 'CLOSED', usefulBase: 'PROCESSED' },
    delivered: 100,
    callable: 94,
    fileRecords: 100,
    fileMonthlyMinor: 105_050,
    period: span,
    cumulated: span,
  };
}
