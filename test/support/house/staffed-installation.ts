import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contactWorkbook } from '../../../scripts/demo/contact-workbook.ts';
import { readConfig } from '../../../server/config/config.ts';
import { type House, openHouse } from '../../../server/context.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import type { Log } from '../../../server/ports/log.ts';
import { logIn } from '../../../server/steps/access/log-in.ts';
import { createAccount } from '../../../server/steps/access/manage-accounts.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import type { CallOutcome } from '../../../shared/call-outcome.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import type { Card } from '../../../shared/card.ts';
import type { Role } from '../../../shared/roles.ts';
import { outcomeFor } from '../campaign/centre-script.ts';
import { REFERENCE, REFERENCE_CAMPAIGN } from '../campaign/reference-campaign.ts';
import { insist } from '../campaign/script-walks.ts';
import { layKeyRing } from './laid-key-ring.ts';
import type { Installation } from './server-process.ts';

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly password: string;
  /** Of a session opened at the installation's first hour; twelve hours long. */
  readonly token: string;
  /** Where the commands read that token. */
  readonly tokenFile: string;
}

/** The reference campaign loaded, the charity's key registered, people of every role hired and logged in. */
export interface Staff {
  readonly campaign: string;
  readonly charity: string;
  readonly agents: readonly Person[];
  readonly lead: Person;
  readonly ops: Person;
  readonly dataOfficer: Person;
  /** The charity drops a file of that many fictitious donors; answers its name. */
  giveContactFile(count: number, date?: string): Promise<string>;
}

const DAY_MS = 86_400_000;
export const SILENT_LOG: Log = { info: () => {}, warn: () => {}, error: () => {} };
export const passphraseOfTest = async () => 'phrase secrète de l’essai';

/** Sets the installation up in this process, as the commands of the first day would; no server runs yet. */
export async function staffInstallation(place: Installation, agents: number): Promise<Staff> {
  const config = readConfig(place.env);
  await layKeyRing({ keysDir: config.keysDir, passphrase: passphraseOfTest, campaign: REFERENCE });
  const house = await openHouse(config, { passphrase: passphraseOfTest, log: SILENT_LOG });
  try {
    const { campaign } = await loadCampaign(house.app, { dir: REFERENCE_CAMPAIGN, actor: 'essai' });
    const charity = await house.app.store.read(
      async (rows) => (await rows.campaigns.byCode(campaign))?.charity ?? '',
    );
    await house.app.exchange.addCharityKey(charity, place.charity.publicKey, false);
    const campaignKey = await house.app.vault.campaignPublicKey(campaign);
    const hireOne = (login: string, role: Role) => hire(house, place, { login, role, campaign });
    return {
      campaign,
      charity,
      agents: await Promise.all(
        Array.from({ length: agents }, (_, at) => hireOne(`testeur.${at + 1}`, 'agent')),
      ),
      lead: await hireOne('cheffe', 'lead'),
      ops: await hireOne('exploitant', 'ops'),
      dataOfficer: await hireOne('responsable', 'dataOfficer'),
      giveContactFile: async (count, date = '20261123') => {
        const fileName = `${charity}_UPG_FR_${date}.xlsx.pgp`;
        const clear = await makeWorkbook({ campaign, count, seed: Number(date) });
        writeFileSync(join(place.incoming, fileName), await place.charity.encryptFor(campaignKey, clear));
        return fileName;
      },
    };
  } finally {
    await house.close();
  }
}

async function makeWorkbook(request: {
  readonly campaign: string;
  readonly count: number;
  readonly seed: number;
}): Promise<Uint8Array> {
  const workbooks = openWorkbooks();
  try {
    return await contactWorkbook(workbooks.writer, request);
  } finally {
    await workbooks.close();
  }
}

async function hire(
  { app }: House,
  place: Installation,
  { login, role, campaign }: { readonly login: string; readonly role: Role; readonly campaign: string },
): Promise<Person> {
  const password = `citron vélo nuage de ${role}`;
  const nowMs = app.clock.nowMs();
  const { account } = await createAccount(app, {
    actor: 'essai',
    login,
    displayName: `Testeur ${login}`,
    role,
    campaigns: [campaign],
    validFromMs: nowMs - DAY_MS,
    validToMs: nowMs + 60 * DAY_MS,
    password,
  });
  const { token } = await logIn(app, { login, password });
  const tokenFile = join(place.folder, `jeton-${login}`);
  writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 });
  return { id: account.id, login, password, token, tokenFile };
}

/** A correct outcome of that code by the script that the agent was given. */
export function outcomeBy(script: CallScript, card: Card, code: string, change = {}): CallOutcome {
  const { path } = insist(script, [{ node: script.start }], code);
  return outcomeFor(card, code, { path, scriptVersion: card.campaign.scriptVersion, ...change });
}
