import { type KeptFigures, keptFigures as keptOf } from '../../../server/domain/indicators/kept-figures.ts';
import type { PurgeFindings } from '../../../server/domain/purge/purge-findings.ts';

/** What stays of a campaign of so many records, all refused. */
export function keptFigures(delivered: number): KeptFigures {
  const byDisposition = new Map([['RA_MOYENS', delivered]]);
  return keptOf({ delivered, byDisposition, agreements: 0, upliftMinor: 0, currency: 'EUR' });
}

/** What a purge has gathered when it begins. */
export function purgeFindings(change: Partial<PurgeFindings> = {}): PurgeFindings {
  return {
    inventory: [
      { place: 'base : record', what: 'fiches', count: 3, method: 'effacement', category: 'Hors périmètre' },
    ],
    keyFingerprint: 'F'.repeat(40),
    contactFiles: [{ name: 'fictif.xlsx', sha256: 'a'.repeat(64), rows: 3 }],
    isLastOfCharity: false,
    verifier: 'Vérificatrice Testeuse',
    forcedBecause: null,
    kept: keptFigures(3),
    complementedNeedles: ['AAEC'],
    ...change,
  };
}
