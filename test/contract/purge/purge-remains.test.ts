import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { resumePurges, runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { Killed, killedAfter, OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

const request = {
  campaign: CAMPAIGN,
  typedCode: CAMPAIGN,
  operator: OPERATOR,
  verifier: 'Vérificatrice Testeuse',
  forceReason: 'essai : semaine non remise',
};

async function room(count = 3) {
  const opened = await openPurgeRoom(count);
  onTestFinished(opened.close);
  return opened;
}

describeWith('pdftotext')('the certificate', () => {
  test('R-33 says on PostgreSQL what is proved and until when its copies keep the rest; on SQLite, nothing of it', async () => {
    const { deps, store } = await room();
    const { files, facts } = await runPurge(deps, request);
    const [pdf, json] = await Promise.all(
      [0, 2].map((at) => deps.certificates.read(basename(files[at] ?? ''))),
    );
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { encoding: 'utf8', input: pdf });
    const { postgres } = JSON.parse(Buffer.from(json ?? '').toString());
    if (store.engine === 'sqlite') {
      expect([facts.remains, postgres, /PostgreSQL/.test(text)]).toEqual([undefined, undefined, false]);
      return;
    }
    expect(postgres).toEqual({
      isArchived: false,
      standbys: [],
      isFlushed: true,
      archiveDays: 30,
      until: '2026-12-23',
    });
    const words = text.replace(/\s+/g, ' ');
    for (const said of [
      'Base PostgreSQL : ce qui est prouvé, et ce qui expire',
      'n’ont pas été relus octet par octet',
      'jusqu’au 23 décembre 2026',
      'Aucun serveur de secours ne suivait la base',
    ])
      expect(words).toContain(said);
    expect(words).not.toContain('secure_delete');
  });
});

test('R-33 nothing is purged on PostgreSQL until the house has said how long its copies are kept', async () => {
  const { deps, store } = await room();
  const plan = await planPurge({ ...deps, archiveDays: undefined }, { campaign: CAMPAIGN });
  const isNamed = plan.obstacles.some((one) => one.includes('PLATEAU_DATABASE_ARCHIVE_DAYS'));
  expect([plan.blocked, isNamed]).toEqual(store.engine === 'postgres' ? [true, true] : [false, false]);
});

test.each([3, 6, 9])('F-08 killed after its act %i, it goes on to one whole certificate', async (act) => {
  const { deps } = await room(2);
  await expect(runPurge(killedAfter(deps, act), request)).rejects.toBeInstanceOf(Killed);
  const [report] = await resumePurges(deps);
  expect(report?.facts.verification).toMatchObject({ rowsLeft: 0, hits: 0, openingFailed: true });
  const kept = (await deps.certificates.list()).toSorted();
  expect(kept).toEqual(report?.files.map((file) => basename(file)).toSorted());
  expect(kept).toHaveLength(4);
  expect(await resumePurges(deps)).toEqual([]);
});
