import { expect, test } from 'vitest';
import type { EngineFacts } from '../../../server/ports/store.ts';
import { examineBase } from '../../../server/steps/house/examine-base.ts';

const FACTS: EngineFacts = {
  version: '15.18',
  host: 'base1.exemple.invalid:5432',
  otherHosts: [],
  bytes: 12_345_678,
  encryption: 'TLSv1.3',
  isArchived: true,
  awaitsStandby: true,
  standbys: [{ name: 'secours', state: 'sync' }],
};

async function told(change: Partial<EngineFacts>, archiveDays: number | undefined) {
  const findings = await examineBase({ facts: async () => ({ ...FACTS, ...change }) }, archiveDays);
  return findings.map(({ part, ok, message }) => `${ok ? 'bon' : 'À RÉPARER'} ${part} — ${message}`);
}

test('a base of SQLite has one line', async () => {
  expect(await examineBase({}, undefined)).toEqual([
    { part: 'base', ok: true, message: 'ouverte, à jour', hint: '' },
  ]);
});

test('a base of PostgreSQL tells its version and size, its connection, its standby and its archives', async () => {
  expect(await told({}, 14)).toEqual([
    'bon base — PostgreSQL 15.18, réglages sûrs, à jour, 12 Mio',
    'bon base : connexion — base1.exemple.invalid:5432, TLSv1.3, certificat vérifié',
    'bon base : secours — « secours » attendu à chaque enregistrement',
    'bon base : archives — journal archivé ; copies gardées 14 jours au plus',
  ]);
});

test.each<[string, Partial<EngineFacts>, number | undefined, string]>([
  ['no standby', { standbys: [], awaitsStandby: false }, 14, 'bon base : secours — aucun'],
  ['one that is awaited and away', { standbys: [] }, 14, 'À RÉPARER base : secours — un serveur de secours'],
  [
    'a state that the role may not see',
    { standbys: [{ name: 's', state: null }] },
    14,
    'GRANT pg_read_all_stats',
  ],
  ['no word on archives', {}, undefined, 'aucune campagne ne peut être détruite'],
  ['archives that are said not to be', {}, 0, 'À RÉPARER base : archives — journal archivé, alors que'],
  [
    'several machines',
    { otherHosts: ['base2.exemple.invalid:5432'] },
    14,
    'base1.exemple.invalid:5432, TLSv1.3, certificat vérifié ; à défaut base2.exemple.invalid:5432',
  ],
  ['the same machine', { encryption: null }, 14, 'sur cette machine, sans réseau'],
])('%s is said', async (_what, change, days, said) => {
  expect((await told(change, days)).join('\n')).toContain(said);
});
