import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { custodyAlerts } from '../../../server/steps/campaign/custody-alerts.ts';
import { listBreaches } from '../../../server/steps/papers/breach-view.ts';
import { followBreach } from '../../../server/steps/papers/follow-breach.ts';
import { openBreach } from '../../../server/steps/papers/open-breach.ts';
import { packBreach } from '../../../server/steps/papers/pack-breach.ts';
import type { MadeFile } from '../../../server/steps/papers/paper-files.ts';
import {
  allText,
  DPO,
  furnishedCustodyRoom,
  personalValues,
  textOf,
} from '../../support/persons/custody-room.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

const HOUR = 3_600_000;

let room: Awaited<ReturnType<typeof furnishedCustodyRoom>>;
const actor = DPO;

beforeAll(async () => {
  room = await furnishedCustodyRoom();
}, 30_000);
afterAll(() => room.close());

function expectNobody(files: readonly MadeFile[]): void {
  const all = allText(files);
  const values = personalValues();
  expect(values.length).toBeGreaterThan(12);
  for (const value of [...values, 'Nom-Secret']) expect(all).not.toContain(value);
}

describe('R-34 a breach', () => {
  it('gathers campaigns, counts, sealing, accesses and the log; its clock alarms until the charity is told', async () => {
    const { deps, clock } = room;
    const discoveredAtMs = clock.nowMs - HOUR;
    const asked = {
      campaigns: [CAMPAIGN],
      kinds: ['confidentialite', 'disponibilite'],
      discoveredAtMs,
      reason: 'poste volé, session restée ouverte',
      actor,
    } as const;
    await expect(
      openBreach(deps, { ...asked, reason: 'écrire à quelqu.un@exemple.invalid' }),
    ).rejects.toMatchObject({ code: 'custody-text' });
    await expect(openBreach(deps, { ...asked, reason: 'fiche du 06 39 98 00 01 vue' })).rejects.toMatchObject(
      { code: 'custody-text' },
    );
    await expect(openBreach(deps, { ...asked, discoveredAtMs: clock.nowMs + 1 })).rejects.toMatchObject({
      code: 'breach-discovered-later',
    });
    await expect(openBreach(deps, { ...asked, campaigns: ['INCONNUE'] })).rejects.toMatchObject({
      code: 'campaign-unknown',
    });
    const opened = await openBreach(deps, asked);
    expect(opened).toMatchObject({
      id: 'VIOL-2026-1',
      openedBy: 'dpo.une',
      clock: { level: 'calm', leftMs: 71 * HOUR },
    });
    expect(opened.facts.campaigns).toMatchObject([{ code: CAMPAIGN, records: 6, called: 2 }]);
    expect(opened.facts.access.map(({ login }) => login).sort()).toEqual(['dpo.une', 'tea.une']);
    expect(opened.facts.timeline).toContainEqual({
      day: '2026-11-23',
      action: 'record.open',
      times: 1,
      actors: 1,
    });
    expect(opened.facts.timeline.map((one) => one.action)).toContain('backup.create');
    expect(opened.facts.backups).toBe(1);
    await expect(openBreach(deps, asked)).rejects.toMatchObject({ code: 'breach-already-open' });

    const level = (hours: number) => {
      const nowMs = discoveredAtMs + hours * HOUR;
      return listBreaches({ ...deps, clock: { nowMs: () => nowMs } })[0]?.clock.level;
    };
    expect([level(2), level(25), level(50), level(73)]).toEqual(['calm', 'late', 'last-day', 'overdue']);
    expect(custodyAlerts(deps)).toMatchObject([
      { kind: 'breach', subject: 'VIOL-2026-1', level: 'reminder' },
    ]);

    const follow = (kind: 'note' | 'measure' | 'charity-told' | 'closed', text = 'mot de passe changé') =>
      followBreach(deps, { id: 'VIOL-2026-1', kind, text, actor });
    expect(() => follow('closed')).toThrow(expect.objectContaining({ code: 'charity-not-told' }));
    follow('measure');
    expect(follow('charity-told', 'appel à 22 h, dossier remis').clock.level).toBe('told');
    expect(custodyAlerts(deps)).toEqual([]);
    const pack = await packBreach(deps, { id: 'VIOL-2026-1', actor });
    expect(pack.map((one) => one.name)).toEqual(
      ['pdf', 'md', 'json'].flatMap((one) => [`VIOL-2026-1.${one}`, `VIOL-2026-1.${one}.asc`]),
    );
    const text = textOf(pack, 'VIOL-2026-1.md');
    for (const words of [
      'AES-256',
      'tea.une',
      'poste volé',
      'association prévenue',
      'article 33',
      'à compléter',
    ])
      expect(text).toContain(words);
    expectNobody(pack);
    expect(follow('closed').events.at(-1)).toMatchObject({ kind: 'closed', by: 'dpo.une' });
    expect(() => follow('note')).toThrow(expect.objectContaining({ code: 'breach-closed' }));
    const audited = deps.store.read((rows) =>
      [...rows.audit.each()].filter((row) => row.subject === 'VIOL-2026-1'),
    );
    expect(audited.map((row) => row.action)).toEqual([
      'breach.open',
      'breach.measure',
      'breach.charity-told',
      'breach.pack',
      'breach.closed',
    ]);
  });

  it('the base itself refuses to rewrite or remove it', () => {
    const { deps } = room;
    const again = () =>
      deps.store.write((rows) =>
        rows.breaches.addEvent({
          breachId: 'VIOL-2026-1',
          rank: 9,
          kind: 'note',
          atMs: 1,
          author: 'x',
          text: 'y',
        }),
      );
    expect(again).toThrow();
  });
});
