import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../../../server/config/config.ts';
import { openHouse } from '../../../server/context.ts';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { REFERENCE_CAMPAIGN } from '../campaign/reference-campaign.ts';
import { THANKS_FOLDER } from '../campaign/reference-campaigns.ts';
import { type Installation, rpcOf } from '../house/server-process.ts';
import { passphraseOfTest, SILENT_LOG } from '../house/staffed-installation.ts';
import type { BadHouse } from './bad-house.ts';

export const PURGE_SCENE = 'a purge while a server is down';

const REASON = 'remises faites à la main, essai';
const PATIENCE_MS = 45_000;

/** A campaign of the house that is over, its key on the ring that the servers begin with. Answers its code. */
export async function endCampaign(place: Installation): Promise<string> {
  const house = await openHouse(readConfig(place.env), { passphrase: passphraseOfTest, log: SILENT_LOG });
  try {
    const dir = join(REFERENCE_CAMPAIGN, '..', THANKS_FOLDER);
    const { campaign } = await loadCampaign(house.app, { dir, actor: 'essai' });
    await closeCampaign(house.app, { campaign, actor: 'essai', reason: 'fin de la campagne' });
    return campaign;
  } finally {
    await house.close();
  }
}

interface Asked {
  readonly house: BadHouse;
}

/**
 * A server is down, whose key ring nobody can reach, while two persons have a campaign destroyed: done where it can be, and no
 * certificate, by the name of who owes its proof. Then that server is back.
 */
export async function purgeWhileDown({ house }: Asked): Promise<void> {
  const down = house.servers.at(-1);
  if (!down) throw new Error('a server');
  const { ended: campaign, staff } = house;
  const officer = rpcOf(house.url, (await house.logIn(staff.dataOfficer)).token);
  const second = rpcOf(house.url, (await house.logIn(staff.ops)).token);
  const asked = { campaign, typedCode: campaign, verifier: 'Testeuse Vérificatrice', forceReason: REASON };
  const refusal = async () => {
    const answer = officer.privacy.runPurge.mutate(asked);
    return await answer.then(
      ({ certificateNumber }) => `done: ${certificateNumber}`,
      (error: Error) => error.message,
    );
  };
  await down.now().kill();
  await refusal();
  const [accord] = await second.approvals.list.query();
  if (!accord) throw new Error('a second person is asked');
  await second.approvals.approve.mutate({ id: accord.id, reason: REASON });
  const said = await refusal();
  // Another that is up may not have had its turn yet.
  if (!said.startsWith('Destruction faite ici ; reste à prouver') || !said.includes(down.name))
    throw new Error(`purged while ${down.name} was down: ${said}`);
  await down.start();
}

/** The server that was down has proved; the certificate names each ring, and was signed by nobody's hand. */
export async function isCertified({ house }: Asked): Promise<void> {
  const endsAtMs = performance.now() + PATIENCE_MS;
  const kept = () => house.base.sql('maison', "SELECT name FROM kept_file WHERE name LIKE 'ATT-%.json'");
  while ((await kept()).length === 0) {
    if (performance.now() > endsAtMs) throw new Error(`${house.ended} is never certified`);
    await pause(100);
  }
  const proofs = await house.base.sql(
    'maison',
    `SELECT server FROM key_destruction WHERE campaign = '${house.ended}' AND signature <> ''`,
  );
  if (proofs.length !== house.servers.length - 1) throw new Error(`${proofs.length} rings proved`);
}
