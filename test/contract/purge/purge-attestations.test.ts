import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keptFigures } from '../../../server/domain/indicators/kept-figures.ts';
import { attestCopy } from '../../../server/steps/purge/attest-copy.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { stopAtFirstFailure } from '../../support/machine/step-by-step.ts';
import { at, custodyRoom, DPO } from '../../support/persons/custody-room.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

describe('R-33 what others hold', () => {
  const KEY_COPY = 'copie-00000000-0000-4000-8000-0000000000aa';
  const asked = { campaign: CAMPAIGN, by: 'Relais SA, exploitation', reference: 'lettre 12-12', actor: DPO };
  let room: Awaited<ReturnType<typeof custodyRoom>>;
  const plan = () => planPurge(room.deps, { campaign: CAMPAIGN });

  stopAtFirstFailure();
  beforeAll(async () => {
    room = await custodyRoom(at('2026-12-20T11:00'));
    await room.addCampaign({ state: 'closed' });
    await room.deps.store.write(async (rows) => {
      await rows.enrichments.addRequest(
        {
          id: 'UPG-E1',
          campaign: CAMPAIGN,
          supplier: 'ANNUAIRE',
          fileName: 'demande.xlsx',
          lines: 12,
          createdAtMs: at('2026-12-01T10:00'),
          returnedAtMs: null,
          attestedOn: null,
        },
        [],
      );
      await rows.keyCopies.add({
        id: KEY_COPY.slice(6),
        part: `campaigns-${CAMPAIGN}`,
        file: '/absent/trousseau.tar.pgp',
        sha256: 'a'.repeat(64),
        madeAtMs: at('2026-12-01T10:00'),
        madeBy: 'host:essai',
      });
    });
  });
  afterAll(() => room.close());

  test('is named by the plan, with method and category; what nobody attested yet is an obstacle', async () => {
    const { items, obstacles } = await plan();
    const named = items.flatMap(({ copy }) => (copy === undefined ? [] : [copy]));
    expect(named.sort()).toEqual(
      [
        'autres-sauvegardes',
        KEY_COPY,
        'depot',
        'fournisseur-UPG-E1',
        'instantanes',
        'postes',
        'relais',
      ].sort(),
    );
    expect([...new Set(items.map(({ category }) => category))].sort()).toEqual([
      'Clear (effacement logique)',
      'Hors périmètre',
      'Purge (effacement cryptographique)',
    ]);
    expect(obstacles.join(' ')).toContain('ANNUAIRE');
    expect(obstacles.join(' ')).toContain(KEY_COPY.slice(6));
  });

  test('is attested once, for a copy that the plan names, by words that name nobody’s address', async () => {
    for (const copy of ['inconnue', 'fournisseur-AUTRE', 'copie-absente'])
      await expect(attestCopy(room.deps, { ...asked, copy })).rejects.toMatchObject({ code: 'copy-unknown' });
    await expect(
      attestCopy(room.deps, { ...asked, copy: 'relais', by: 'a@exemple.invalid' }),
    ).rejects.toMatchObject({ code: 'custody-text' });
    for (const copy of ['relais', 'fournisseur-UPG-E1', KEY_COPY])
      expect(await attestCopy(room.deps, { ...asked, copy })).toEqual({ recorded: true });
    const other = { ...asked, copy: 'relais', by: 'Autre' };
    expect(await attestCopy(room.deps, other)).toEqual({ recorded: false });
  });

  test('then stands in the plan with whose word it is, in the log, and in nobody’s way', async () => {
    const { items, obstacles } = await plan();
    expect(items.find(({ copy }) => copy === 'relais')?.method).toContain(
      'attesté par Relais SA, exploitation, réf. lettre 12-12, noté le 20 décembre 2026',
    );
    expect(items.find(({ copy }) => copy === KEY_COPY)?.method).toContain('atteste');
    expect(obstacles.join(' ')).not.toContain('ANNUAIRE');
    expect(obstacles.join(' ')).not.toContain(KEY_COPY.slice(6));
    const said = await room.deps.store.read(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).map((row) => row.action),
    );
    expect(said.filter((action) => action === 'purge.attest')).toHaveLength(3);
    expect(said).toContain('enrich.attest');
    expect(said).toContain('key.copy-attested');
  });
});

test('R-33 what is kept after a purge hides every cell of fewer than five people, and the sum over them', () => {
  const of = (counts: readonly (readonly [string, number])[], agreements: number) =>
    keptFigures({
      delivered: 100,
      byDisposition: new Map(counts),
      agreements,
      upliftMinor: 1200,
      currency: 'EUR',
    });
  for (const count of [1, 2, 3, 4]) {
    const kept = of(
      [
        ['AC_UP', count],
        ['RF_FINANCE', 5],
      ],
      count,
    );
    expect(kept.byDisposition).toEqual({ AC_UP: '<5', RF_FINANCE: 5 });
    expect(kept).toMatchObject({ agreements: '<5', upliftMinor: null });
  }
  expect(of([['AC_UP', 5]], 5)).toMatchObject({
    agreements: 5,
    upliftMinor: 1200,
    byDisposition: { AC_UP: 5 },
  });
  expect(of([], 0)).toMatchObject({ agreements: 0, byDisposition: {} });
});
