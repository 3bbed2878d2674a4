import { cpSync, existsSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { resumePurges, runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { openPurgeHouse } from '../../support/purge/purge-house.ts';
import { Killed, killedAfter, OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

const request = {
  campaign: CAMPAIGN,
  typedCode: CAMPAIGN,
  operator: OPERATOR,
  verifier: 'Vérificatrice Testeuse',
  forceReason: 'essai : semaine non remise',
};

async function room(count: number) {
  const opened = await openPurgeRoom(count);
  onTestFinished(opened.close);
  return opened;
}

test('F-08 a kill after any act: the restart completes, never half-certified', async () => {
  const { folder, store } = await room(2);
  await store.compact();
  let act = 0;
  for (let more = true; more; act += 1) {
    const copy = `${folder}-${act}`;
    cpSync(folder, copy, { recursive: true });
    const { deps, close } = await openPurgeHouse(copy);
    try {
      const ended = await runPurge(killedAfter(deps, act), request).then(
        () => 'done',
        (error: unknown) => error,
      );
      if (ended === 'done') {
        more = false;
        continue;
      }
      expect(ended).toBeInstanceOf(Killed);
      const begun = await deps.store.read((rows) => rows.purges.byCampaign(CAMPAIGN));
      for (const report of await resumePurges(deps)) {
        expect(report.facts.verification).toMatchObject({ rowsLeft: 0, hits: 0, openingFailed: true });
        expect(report.files.every((file) => existsSync(file))).toBe(true);
      }
      const state = await deps.store.read(async (rows) => (await rows.campaigns.byCode(CAMPAIGN))?.state);
      expect(state).toBe(begun ? 'purged' : 'closed');
    } finally {
      close();
      rmSync(copy, { recursive: true });
    }
  }
  expect(act).toBeGreaterThan(10);
});
