import { expect, it } from 'vitest';
import { compareSums, sumsOf } from '../../../scripts/demo/servers/demo-sums.ts';

const WEEK = {
  week: '2026-W48',
  cards: 3,
  dispositions: { NJ_REP: 2, AC_UP: 1 },
  emails: { sent: 1 },
  signedMandates: 0,
  verifiedAgreements: 1,
  mailsReceived: 1,
  deliveries: [
    { kind: 'weekly', fileName: 'B.pgp', rows: 1, sha256: 'b' },
    { kind: 'weekly', fileName: 'A.pgp', rows: 2, sha256: 'a' },
  ],
} as const;

it('lines of a kind of file are counted together, whatever file came first', () => {
  expect(sumsOf(WEEK)).toEqual([
    ['appels', 3],
    ['Accord augmentation du don régulier', 1],
    ['Répondeur, sans message', 2],
    ['confirmations reçues par le relais', 1],
    ['nouveaux mandats signés', 0],
    ['accords vérifiés', 1],
    ['lignes remises : fichier de la semaine', 3],
  ]);
});

it('what only one evening has is compared with nothing', () => {
  const compared = compareSums(
    [['appels', 3]],
    [
      ['appels', 3],
      ['Occupé', 1],
    ],
  );
  expect(compared).toEqual([
    { what: 'appels', alone: 3, several: 3 },
    { what: 'Occupé', alone: 0, several: 1 },
  ]);
});
