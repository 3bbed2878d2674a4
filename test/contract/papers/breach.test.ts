import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { custodyAlerts } from '../../../server/steps/campaign/custody-alerts.ts';
import { listBreaches } from '../../../server/steps/papers/breach-view.ts';
import { followBreach } from '../../../server/steps/papers/follow-breach.ts';
import { openBreach } from '../../../server/steps/papers/open-breach.ts';
import { packBreach } from '../../../server/steps/papers/pack-breach.ts';
import type { MadeFile } from '../../../server/steps/papers/paper-files.ts';
import { stopAtFirstFailure } from '../../support/machine/step-by-step.ts';
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
let discoveredAtMs: number;
const actor = DPO;

beforeAll(async () => {
  room = await furnishedCustodyRoom();
  discoveredAtMs = room.clock.nowMs - HOUR;
}, 30_000);
afterAll(() => room.close());

function expectNobody(files: readonly MadeFile[]): void {
  const all = allText(files);
  const values = personalValues();
  expect(values.length).toBeGreaterThan(12);
  for (const value of [...values, 'Nom-Secret']) expect(all).not.toContain(value);
}

const ID = 'INC-DONNEES-2026-1';
const asked = () =>
  ({
    campaigns: [CAMPAIGN],
    kinds: ['confidentialite', 'disponibilite'],
    discoveredAtMs,
    reason: 'poste volé, session restée ouverte',
    actor,
  }) as const;
const follow = (kind: 'note' | 'measure' | 'charity-told' | 'closed', text = 'mot de passe changé') =>
  followBreach(room.deps, { id: ID, kind, text, actor });

describe('R-34 a breach', () => {
  stopAtFirstFailure();

  it.each<[string, () => object, string]>([
    ['an address in its reason', () => ({ reason: 'écrire à quelqu.un@exemple.invalid' }), 'custody-text'],
    ['a number in its reason', () => ({ reason: 'fiche du 06 39 98 00 01 vue' }), 'custody-text'],
    ['a discovery to come', () => ({ discoveredAtMs: room.clock.nowMs + 1 }), 'breach-discovered-later'],
    ['an unknown campaign', () => ({ campaigns: ['INCONNUE'] }), 'campaign-unknown'],
  ])('is not opened with %s', async (_what, change, code) => {
    await expect(openBreach(room.deps, { ...asked(), ...change() })).rejects.toMatchObject({ code });
  });

  it('gathers campaigns, counts, sealing, accesses and the log, once', async () => {
    const { deps } = room;
    const opened = await openBreach(deps, asked());
    expect(opened).toMatchObject({
      id: ID,
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
    await expect(openBreach(deps, asked())).rejects.toMatchObject({ code: 'breach-already-open' });
  });

  it('has a clock that alarms until the charity is told', async () => {
    const { deps } = room;
    const level = async (hours: number) => {
      const nowMs = discoveredAtMs + hours * HOUR;
      return (await listBreaches({ ...deps, clock: { nowMs: () => nowMs } }))[0]?.clock.level;
    };
    expect([await level(2), await level(25), await level(50), await level(73)]).toEqual([
      'calm',
      'late',
      'last-day',
      'overdue',
    ]);
    expect(await custodyAlerts(deps)).toMatchObject([{ kind: 'breach', subject: ID, level: 'reminder' }]);
    await expect(follow('closed')).rejects.toThrow(expect.objectContaining({ code: 'charity-not-told' }));
    await follow('measure');
    expect((await follow('charity-told', 'appel à 22 h, dossier remis')).clock.level).toBe('told');
    expect(await custodyAlerts(deps)).toEqual([]);
  });

  it('is packed for the charity, signed, and the pack names nobody', async () => {
    const pack = await packBreach(room.deps, { id: ID, actor });
    expect(pack.map((one) => one.name)).toEqual(
      ['pdf', 'md', 'json'].flatMap((one) => [`${ID}.${one}`, `${ID}.${one}.asc`]),
    );
    const text = textOf(pack, `${ID}.md`);
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
  });

  it('once closed takes nothing more, and each act stands in the log', async () => {
    expect((await follow('closed')).events.at(-1)).toMatchObject({ kind: 'closed', by: 'dpo.une' });
    await expect(follow('note')).rejects.toThrow(expect.objectContaining({ code: 'breach-closed' }));
    const audited = await room.deps.store.read(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).filter((row) => row.subject === ID),
    );
    expect(audited.map((row) => row.action)).toEqual([
      'breach.open',
      'breach.measure',
      'breach.charity-told',
      'breach.pack',
      'breach.closed',
    ]);
  });

  it('the base itself refuses to rewrite or remove it', async () => {
    const { deps } = room;
    const again = () =>
      deps.store.write((rows) =>
        rows.breaches.addEvent({
          breachId: 'INC-DONNEES-2026-1',
          rank: 9,
          kind: 'note',
          atMs: 1,
          author: 'x',
          text: 'y',
        }),
      );
    await expect(again()).rejects.toThrow();
  });
});
