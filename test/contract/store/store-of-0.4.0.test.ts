import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emailsDraft, saysTheSame, settingsDraft } from '../../../server/domain/said/script-draft.ts';
import type { StoreReader, StoreWriter } from '../../../server/ports/store.ts';
import { differencesInCall } from '../../../server/steps/agreement/agreed-hold.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { type AppError, isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { baseOf040 } from '../../support/store/base-0.4.0.ts';

/** The campaign that 0.4.0 destroyed, and the end it wrote among the findings. */
const PURGED = 'UPG-PURGEE-2025';
const END = {
  endedAtMs: 1_795_449_900_000,
  auditHead: { seq: 6, hash: '4d4d58dd56f2acbcdd0a57a224054ec5da67318604477444379c1984f7d0fde1' },
};

function opened(also?: string) {
  const { file, dispose } = baseOf040(also);
  const store = openStore({ file });
  onTestFinished(() => {
    store.close();
    dispose();
  });
  const raw = (source: string) => {
    const db = new DatabaseSync(file);
    const rows = db.prepare(source).all();
    db.close();
    return rows;
  };
  return { store, raw };
}

test('R-33 a purge that 0.4.0 finished keeps its end and its findings, each in its own column', async () => {
  const { store, raw } = opened();
  const purge = await store.read((rows) => rows.purges.byCampaign(PURGED));
  expect(purge).toMatchObject({ step: 'certified', end: END, finishedAtMs: END.endedAtMs });
  expect(purge?.findings).toMatchObject({ openingFailed: true, scan: { hits: [] } });
  expect(purge?.findings).not.toHaveProperty('end');
  expect(await store.read((rows) => rows.purges.keptFigures(PURGED))).toEqual(purge?.findings.kept);
  expect(raw('SELECT ended_at_ms, head_seq, head_hash FROM purge')).toEqual([
    { ended_at_ms: END.endedAtMs, head_seq: END.auditHead.seq, head_hash: END.auditHead.hash },
  ]);
});

test('R-33 a purge that 0.4.0 left halfway has no end yet', async () => {
  const cut = `UPDATE purge SET step = 'scanned', findings = json_remove(findings, '$.end'), finished_at_ms = NULL`;
  const { store } = opened(cut);
  expect(await store.read((rows) => rows.purges.unfinished())).toMatchObject([
    { step: 'scanned', end: null },
  ]);
});

/** Every column that holds JSON: where 0.4.0 wrote it, and who reads it. */
const FR = 'UPG-FR-2026';
const CALL = 'f8819125-11be-4d3b-a30b-017dc41fe556';
const DELIVERY = '00000000-0000-4000-8000-0000000000aa';
const DRAFT = { campaign: FR, kind: 'script', version: 'brouillon-1' } as const;
const CELLS: readonly (readonly [
  column: string,
  where: string,
  read: (rows: StoreReader) => Promise<unknown>,
])[] = [
  ['account.campaigns', `id = 'lead-1'`, async (rows) => (await rows.accounts.byId('lead-1'))?.campaigns],
  ['audit.detail', 'seq = 3', async (rows) => (await rows.audit.page(3, 1))[0]?.detail],
  [
    'breach.campaigns',
    `id = 'VIOL-2026-1'`,
    async (rows) => (await rows.breaches.byId('VIOL-2026-1'))?.campaigns,
  ],
  ['breach.facts', `id = 'VIOL-2026-1'`, async (rows) => (await rows.breaches.byId('VIOL-2026-1'))?.facts],
  ['breach.kinds', `id = 'VIOL-2026-1'`, async (rows) => (await rows.breaches.byId('VIOL-2026-1'))?.kinds],
  ['call.path', `call_id = '${CALL}'`, async (rows) => (await rows.calls.byId(CALL))?.path],
  ['call.receipt', `call_id = '${CALL}'`, async (rows) => (await rows.calls.byId(CALL))?.receipt],
  ['campaign.emails', `code = '${FR}'`, async (rows) => (await rows.campaigns.byCode(FR))?.emails],
  ['campaign.settings', `code = '${FR}'`, async (rows) => (await rows.campaigns.byCode(FR))?.settings],
  [
    'campaign_aids.body',
    `campaign = '${FR}'`,
    async (rows) => await rows.aids.byVersion(FR, (await rows.aids.currentVersion(FR)) ?? ''),
  ],
  [
    'consent.statement',
    `call_id = '${CALL}'`,
    async (rows) =>
      (await inTurn.map(await rows.consents.ofCall(CALL), (row) => rows.consents.stated(row)))[0],
  ],
  ['delivery_proof.content', 'TRUE', async (rows) => (await rows.deliveries.proof(DELIVERY))?.content],
  ['kept_figures.figures', 'TRUE', (rows) => rows.purges.keptFigures(PURGED)],
  ['last_call.before', `call_id = '${CALL}'`, async (rows) => (await rows.undos.beforeCall(CALL))?.before],
  ['listening_note.fails', 'TRUE', async (rows) => (await rows.listening.noteOf(CALL, 'lead-1'))?.fails],
  ['listening_note.points', 'TRUE', async (rows) => (await rows.listening.noteOf(CALL, 'lead-1'))?.points],
  ['live_event.event', 'seq = 2', async (rows) => (await rows.floor.liveEventsAfter(1, 1))[0]?.event],
  ['script.body', `campaign = '${FR}'`, (rows) => rows.campaigns.script(FR, 'upg-fr-1')],
  [
    'script_life.body',
    `version = '${DRAFT.version}'`,
    async (rows) => Object(await rows.scriptLives.body(DRAFT)).script,
  ],
];

/** Columns that 0.4.0 had not, filled by their default. */
const SINCE = ['record.classes'];

const columnsOfSchema = (raw: (source: string) => readonly Record<string, unknown>[]) =>
  raw(
    `SELECT t.name || '.' || c.name AS cell FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND c.type = 'TEXT'`,
  ).map(({ cell }) => String(cell));

describe('JSON kept in columns', () => {
  test('whatever 0.4.0 wrote there is read as it was written', async () => {
    const { store, raw } = opened();
    const different = await inTurn.filter(CELLS, async ([cell, where, read]) => {
      const [table, column] = cell.split('.');
      const [row] = raw(`SELECT ${column} AS text FROM ${table} WHERE ${where}`);
      return !isDeepStrictEqual(JSON.parse(String(row?.text)), await store.read(read));
    });
    expect(different.map(([cell]) => cell)).toEqual([]);
  });

  test('every column that held some is in the list', () => {
    const { raw } = opened();
    const holding = columnsOfSchema(raw).filter((cell) => {
      const [table, column] = cell.split('.');
      return (
        raw(`SELECT 1 FROM ${table} WHERE json_valid(${column}) AND ${column} GLOB '[[{]*' LIMIT 1`).length >
        0
      );
    });
    expect(holding.toSorted()).toEqual(
      [...CELLS.map(([cell]) => cell), 'delivery_proof.manifest', 'purge.findings', ...SINCE].toSorted(),
    );
  });

  test.each(CELLS)('damaged, %s is refused by its name, and never shown', async (cell, where, read) => {
    const [table, column] = cell.split('.');
    for (const damage of [`'{"inattendu":{"valeur":"MARQUEUR"}}'`, `'{"MARQUEUR":'`, `'MARQUEUR'`]) {
      const { store } = opened(`UPDATE ${table} SET ${column} = ${damage} WHERE ${where}`);
      const refusal = await refused(() => store.read(read));
      expect(refusal).toMatchObject({
        code: 'row-damaged',
        kind: 'unavailable',
        message: expect.stringMatching(`table ${table}, ligne [^ ].*, colonne ${column}\\.$`),
      });
      expect(`${refusal.stack}${JSON.stringify(refusal)}`).not.toContain('MARQUEUR');
    }
  });

  test('the signed manifest of a delivery, too', async () => {
    const proofOf = (damage: string) => () =>
      opened(damage).store.read((rows) => rows.deliveries.proof(DELIVERY));
    expect((await proofOf('SELECT 1')())?.deliveredAtMs).toBe(Date.parse('2026-11-25T09:00:00.000+01:00'));
    expect(
      (await refused(proofOf(`UPDATE delivery_proof SET manifest = '{"remis_le":"MARQUEUR"}'`))).message,
    ).toContain('table delivery_proof, ligne 00000000-0000-4000-8000-0000000000aa, colonne manifest');
  });
});

test('R-64 what a campaign said and sent is in force as it stands, approved by nobody', async () => {
  const { store } = opened();
  await store.read(async (rows) => {
    const campaign = await rows.campaigns.byCode(FR);
    expect(campaign?.settings.themes.length).toBeGreaterThan(0);
    for (const kind of ['themes', 'ladder', 'mentions', 'emails'] as const) {
      const life = await rows.scriptLives.inForce(FR, kind);
      expect(life).toMatchObject({ approvedBy: null, approval: 'en vigueur avant les approbations' });
      const body = life && (await rows.scriptLives.body(life));
      if (!campaign || !body) throw new Error('a campaign with its parts');
      const served =
        kind === 'emails' ? emailsDraft(campaign.emails) : settingsDraft(kind, campaign.settings);
      expect([kind, saysTheSame(body, served.body)]).toEqual([kind, true]);
    }
    expect(await rows.scriptLives.ofCampaign(PURGED)).toEqual([]);
  });
});

test.each([
  ['as 0.4.0 recorded it', 'SELECT 1', []],
  ['with another amount', 'UPDATE call SET new_minor = 9900 WHERE new_minor IS NOT NULL', ['amount']],
])('an agreement %s is compared with what its log and its consent say', async (_what, also, differences) => {
  const { store } = opened(also);
  expect(
    await store.read(async (rows) => {
      const call = await rows.calls.byId(CALL);
      return call && (await differencesInCall(rows, call));
    }),
  ).toEqual(differences);
});

/** What SQL reads by itself of such a column, and not through its row. */
test.each<[string, string, (rows: StoreWriter) => Promise<unknown>]>([
  [
    'what was heard in calls',
    `UPDATE call SET path = '{"objections"'`,
    ({ insights }) => insights.heard('TEST-UP-FR', { fromMs: 0, toMs: END.endedAtMs * 2 }, []),
  ],
  [
    'breaches of a campaign being erased',
    `UPDATE breach SET campaigns = '["MARQUEUR'`,
    ({ purges }) => purges.eraseCampaign(FR),
  ],
])('%s are refused by a sentence too, where a text is no JSON any more', async (_what, damage, act) => {
  const { store } = opened(damage);
  const refusal = await refused(() => store.write(act));
  expect(refusal).toMatchObject({ code: 'row-damaged', kind: 'unavailable' });
  expect(`${refusal.stack}${JSON.stringify(refusal)}`).not.toContain('MARQUEUR');
});

async function refused(act: () => Promise<unknown>): Promise<AppError> {
  try {
    await act();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('findings that are no JSON any more stop nothing but their own reading', async () => {
  const { store } = opened(`UPDATE purge SET findings = substr(findings, 1, 40)`);
  expect(await store.read(async (rows) => (await rows.campaigns.byCode(PURGED))?.state)).toBe('purged');
  await expect(store.read((rows) => rows.purges.byCampaign(PURGED))).rejects.toThrow(
    expect.objectContaining({
      code: 'row-damaged',
      message: `La base de données est abîmée : table purge, ligne ${PURGED}, colonne findings.`,
    }),
  );
});
