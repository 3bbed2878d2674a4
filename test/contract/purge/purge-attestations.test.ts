import { expect, onTestFinished, test } from 'vitest';
import { keptFigures } from '../../../server/domain/indicators/kept-figures.ts';
import { attestCopy } from '../../../server/steps/purge/attest-copy.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { at, custodyRoom, DPO } from '../../support/persons/custody-room.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

test('R-33 the plan names what others hold, with method and category; their word is kept once, and written in the plan', async () => {
  const room = await custodyRoom(at('2026-12-20T11:00'));
  onTestFinished(room.close);
  const { deps } = room;
  await room.addCampaign({ state: 'closed' });
  deps.store.write((rows) => {
    rows.enrichments.addRequest(
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
    rows.keyCopies.add({
      id: '00000000-0000-4000-8000-0000000000aa',
      part: `campaigns-${CAMPAIGN}`,
      file: '/absent/trousseau.tar.pgp',
      sha256: 'a'.repeat(64),
      madeAtMs: at('2026-12-01T10:00'),
      madeBy: 'host:essai',
    });
  });
  const plan = () => planPurge(deps, { campaign: CAMPAIGN });
  const before = await plan();
  const named = before.items.flatMap(({ copy }) => (copy === undefined ? [] : [copy]));
  const keyCopy = 'copie-00000000-0000-4000-8000-0000000000aa';
  expect(named.sort()).toEqual(
    ['autres-sauvegardes', keyCopy, 'depot', 'fournisseur-UPG-E1', 'instantanes', 'postes', 'relais'].sort(),
  );
  const categories = new Set(before.items.map(({ category }) => category));
  expect([...categories].sort()).toEqual([
    'Clear (effacement logique)',
    'Hors périmètre',
    'Purge (effacement cryptographique)',
  ]);
  expect(before.obstacles.join(' ')).toContain('ANNUAIRE');
  expect(before.obstacles.join(' ')).toContain(keyCopy.slice(6));

  const asked = { campaign: CAMPAIGN, by: 'Relais SA, exploitation', reference: 'lettre 12-12', actor: DPO };
  for (const copy of ['inconnue', 'fournisseur-AUTRE', 'copie-absente'])
    await expect(attestCopy(deps, { ...asked, copy })).rejects.toMatchObject({ code: 'copy-unknown' });
  await expect(attestCopy(deps, { ...asked, copy: 'relais', by: 'a@exemple.invalid' })).rejects.toMatchObject(
    {
      code: 'custody-text',
    },
  );
  for (const copy of ['relais', 'fournisseur-UPG-E1', keyCopy])
    expect(await attestCopy(deps, { ...asked, copy })).toEqual({ recorded: true });
  expect(await attestCopy(deps, { ...asked, copy: 'relais', by: 'Autre' })).toEqual({ recorded: false });

  const after = await plan();
  const relay = after.items.find(({ copy }) => copy === 'relais');
  expect(relay?.method).toContain(
    'attesté par Relais SA, exploitation, réf. lettre 12-12, noté le 20 décembre 2026',
  );
  expect(after.items.find(({ copy }) => copy === keyCopy)?.method).toContain('atteste');
  expect(after.obstacles.join(' ')).not.toContain('ANNUAIRE');
  expect(after.obstacles.join(' ')).not.toContain(keyCopy.slice(6));
  const said = deps.store.read((rows) => [...rows.audit.each()].map((row) => row.action));
  expect(said.filter((action) => action === 'purge.attest')).toHaveLength(3);
  expect(said).toContain('enrich.attest');
  expect(said).toContain('key.copy-attested');
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
