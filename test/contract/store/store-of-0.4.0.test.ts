import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../server/store/sqlite-store.ts';
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

test('R-33 a purge that 0.4.0 finished keeps its end and its findings, each in its own column', () => {
  const { store, raw } = opened();
  const purge = store.read((rows) => rows.purges.byCampaign(PURGED));
  expect(purge).toMatchObject({ step: 'certified', end: END, finishedAtMs: END.endedAtMs });
  expect(purge?.findings).toMatchObject({ openingFailed: true, scan: { hits: [] } });
  expect(purge?.findings).not.toHaveProperty('end');
  expect(store.read((rows) => rows.purges.keptFigures(PURGED))).toEqual(purge?.findings.kept);
  expect(raw('SELECT ended_at_ms, head_seq, head_hash FROM purge')).toEqual([
    { ended_at_ms: END.endedAtMs, head_seq: END.auditHead.seq, head_hash: END.auditHead.hash },
  ]);
});

test('R-33 a purge that 0.4.0 left halfway has no end yet', () => {
  const cut = `UPDATE purge SET step = 'scanned', findings = json_remove(findings, '$.end'), finished_at_ms = NULL`;
  const { store } = opened(cut);
  expect(store.read((rows) => rows.purges.unfinished())).toMatchObject([{ step: 'scanned', end: null }]);
});

test('findings that are no JSON any more stop nothing but their own reading', () => {
  const { store } = opened(`UPDATE purge SET findings = substr(findings, 1, 40)`);
  expect(store.read((rows) => rows.campaigns.byCode(PURGED)?.state)).toBe('purged');
  expect(() => store.read((rows) => rows.purges.byCampaign(PURGED))).toThrow(
    expect.objectContaining({
      code: 'row-damaged',
      message: `La base de données est abîmée : table purge, ligne ${PURGED}, colonne findings.`,
    }),
  );
});
