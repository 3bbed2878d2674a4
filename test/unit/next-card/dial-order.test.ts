import { describe, expect, it } from 'vitest';
import type { DonorPhone } from '../../../server/domain/donor.ts';
import { inDialOrder } from '../../../server/domain/next-card/dial-order.ts';

const phone = (slot: DonorPhone['slot'], change: Partial<DonorPhone> = {}): DonorPhone => ({
  slot,
  e164: `+336399800${slot.length}`,
  source: 'DONATEUR',
  validity: 'NON_TESTE',
  ...change,
});
const FIXE = phone('TEL_FIXE');
const MOBILE = phone('TEL_MOBILE');
const AUTRE = phone('TEL_AUTRE');
const found = { source: 'ENRICHI' } as const;
const called = (phoneSlot: DonorPhone['slot'], attemptRank: number | null = 1) => ({
  phoneSlot,
  attemptRank,
});
const order = (phones: readonly DonorPhone[], ...history: Parameters<typeof inDialOrder>[1]) =>
  inDialOrder(phones, history).map(({ slot }) => slot.slice(4));

describe('which number to dial (docs/rules/enrichment.md, docs/rules/cadence.md)', () => {
  it.each([
    ['mobile first', order([FIXE, AUTRE, MOBILE]), ['MOBILE', 'FIXE', 'AUTRE']],
    ['the other one next time', order([FIXE, MOBILE], called('TEL_MOBILE')), ['FIXE', 'MOBILE']],
    ['and back', order([FIXE, MOBILE], called('TEL_MOBILE'), called('TEL_FIXE')), ['MOBILE', 'FIXE']],
    ['a busy line again', order([FIXE, MOBILE], called('TEL_MOBILE', null)), ['MOBILE', 'FIXE']],
    [
      'where the donor answered, however often',
      order([{ ...FIXE, validity: 'VALIDE' }, MOBILE], called('TEL_FIXE'), called('TEL_FIXE')),
      ['FIXE', 'MOBILE'],
    ],
    [
      'what the donor gave before what was found, the household’s last',
      order([phone('TEL_MOBILE', { ...found, toConfirm: true }), FIXE, phone('TEL_AUTRE', found)]),
      ['FIXE', 'AUTRE', 'MOBILE'],
    ],
    [
      'a wrong number after all others',
      order([{ ...MOBILE, validity: 'FAUX' }, phone('TEL_AUTRE', { ...found, toConfirm: true })]),
      ['AUTRE', 'MOBILE'],
    ],
  ])('%s', (_, slots, wanted) => {
    expect(slots).toEqual(wanted);
  });
});
