import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCampaignFolder } from '../../../server/campaign-folder/campaign-folder.ts';
import { systemChance } from '../../../server/clock/system-clock.ts';
import { openSeats } from '../../../server/live/seats.ts';
import { openSmtpMailer } from '../../../server/mail/smtp-mailer.ts';
import type { PledgeRow } from '../../../server/ports/rows/pledges.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { savePledge } from '../../../server/steps/line/save-pledge.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import type { PledgeToSave, SavedPledge } from '../../../shared/line/pledge-desk.ts';
import type { TypedPledge } from '../../../shared/line/pledge-form.ts';
import { PLEDGE_LINE_FOLDER } from '../campaign/pledge-line.ts';
import { startSmtpSink } from '../email/smtp-sink.ts';
import { layKeyRing } from '../house/laid-key-ring.ts';
import { openLaidStore } from '../store/laid-base.ts';
import { accountRow } from '../store/store-rows.ts';
import { fakeTexts } from './text-rooms.ts';

export const LINE = 'PL-2026';
/** The first evening of the reference line, 20:14 in Paris. */
export const EVENING_MS = Date.parse('2026-12-05T20:14:00+01:00');

/** What a caller says, field by field; nobody real. */
export function typedPledge(change: Partial<TypedPledge> = {}): TypedPledge {
  return {
    amount: '50',
    rhythm: 'once',
    lastName: 'Pélouneau',
    firstName: 'Zéphyrine',
    street: '85 BOULEVARD DE LA CHIMÈRE',
    place: { postcode: '31990', town: 'SAINT EXEMPLE' },
    link: { way: 'email', to: 'zephyrine@exemple.invalid' },
    receipt: true,
    ...change,
  };
}

/** Base, key ring, mailer and relay, all real, in one temporary folder; the shipped pledge line is loaded. */
export async function pledgeRoom() {
  const home = mkdtempSync(join(tmpdir(), 'plateau-pledges-'));
  const clock = { ms: EVENING_MS };
  const logged: string[] = [];
  const log = (event: string, fields?: object) => void logged.push(JSON.stringify({ event, ...fields }));
  const ring = { keysDir: join(home, 'keys'), passphrase: async () => 'phrase fictive de l’essai' };
  await layKeyRing({ ...ring, campaign: { code: LINE, charity: 'UNION' } });
  const vault = await openVault(ring);
  const store = openLaidStore(join(home, 'data', 'plateau.db'), vault.words);
  const sink = await startSmtpSink();
  const texts = fakeTexts();
  const deps = {
    store,
    vault,
    clock: { nowMs: () => clock.ms },
    chance: systemChance,
    seats: openSeats(),
    campaignFolder: openCampaignFolder(),
    mailer: openSmtpMailer({ url: sink.url, requireTls: false, timeouts: { replyMs: 400 } }),
    textSender: texts.sender,
    telephony: { hasPbx: false },
    log: { info: log, warn: log, error: log },
  };
  const loaded = await loadCampaign(deps, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
  const agent = accountRow({ id: 'camille', campaigns: [LINE] });
  /** One a millisecond: lists are in the order of the calls. */
  const save = async (
    form: Partial<TypedPledge> = {},
    request: Partial<PledgeToSave> = {},
  ): Promise<SavedPledge> => {
    const callId = randomUUID();
    const done = await savePledge(deps, agent, {
      campaign: LINE,
      callId,
      form: typedPledge(form),
      ...request,
    });
    clock.ms += 1;
    return done;
  };
  const pledges = (): Promise<readonly PledgeRow[]> => store.read((rows) => rows.pledges.ofCampaign(LINE));
  const audits = async (action: string): Promise<number> =>
    (await store.read(async (rows) => await Array.fromAsync(rows.audit.each()))).filter(
      (row) => row.action === action,
    ).length;
  const close = async () => {
    await deps.mailer.close();
    await sink.close();
    store.close();
    vault.close();
    rmSync(home, { recursive: true, force: true });
  };
  return { home, clock, logged, deps, sink, texts, loaded, agent, save, pledges, audits, close };
}
export type PledgeRoom = Awaited<ReturnType<typeof pledgeRoom>>;
