import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMAIL_KINDS } from '../../../server/domain/campaign/campaign-settings.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import { openSmtpMailer } from '../../../server/mail/smtp-mailer.ts';
import type { CallRow } from '../../../server/ports/rows/calls.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { EmailRow } from '../../../server/ports/rows/emails.ts';
import type { ConfirmationDeps } from '../../../server/steps/email/send-confirmations.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { insertCall } from '../call/told-call.ts';
import { fictitiousContent, fictitiousDonor } from '../contact-file/fictitious-donor.ts';
import { layKeyRing } from '../house/laid-key-ring.ts';
import { openLaidStore } from '../store/laid-base.ts';
import { CAMPAIGN, callScript, campaignRow, NOW_MS } from '../store/store-campaign.ts';
import { agreementRow, emailRow, newRecord } from '../store/store-rows.ts';
import { shippedTemplate } from './confirmation-case.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

export const PASSPHRASE = 'phrase fictive de l’essai';
export const HOLD_MS = 30 * 60_000;

interface OwedCase {
  readonly donor?: Partial<Donor>;
  readonly call?: Partial<CallRow>;
  readonly email?: Partial<EmailRow>;
}

export interface MailRoom {
  readonly deps: ConfirmationDeps;
  readonly clock: { nowMs: number };
  readonly sink: SmtpSink;
  readonly home: string;
  /** Lines of the log: event and fields as JSON. */
  readonly logged: string[];
  readonly changeCampaign: (change: Partial<CampaignRow>) => Promise<void>;
  /** A donor, their agreement recorded now, and its e-mail held for 30 minutes. Returns the callId. */
  readonly owe: (change?: OwedCase) => Promise<string>;
  readonly email: (callId: string) => Promise<EmailRow | undefined>;
  readonly audits: (action: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Base, key ring, mailer and relay, all real, in one temporary folder; the campaign has the shipped templates. */
export async function mailRoom(): Promise<MailRoom> {
  const home = mkdtempSync(join(tmpdir(), 'plateau-mail-'));
  const clock = { nowMs: NOW_MS };
  const logged: string[] = [];
  const ring = { keysDir: join(home, 'keys'), passphrase: async () => PASSPHRASE };
  const campaign = campaignRow({ emails: EMAIL_KINDS.map(shippedTemplate) });
  await layKeyRing({ ...ring, campaign });
  const vault = await openVault(ring);
  const store = openLaidStore(join(home, 'data', 'plateau.db'));
  const sink = await startSmtpSink();
  const mailer = openSmtpMailer({ url: sink.url, requireTls: false, timeouts: { replyMs: 400 } });
  const log = (event: string, fields?: object) => void logged.push(JSON.stringify({ event, ...fields }));
  const deps: ConfirmationDeps = {
    store,
    vault,
    mailer,
    clock: { nowMs: () => clock.nowMs },
    log: { info: log, warn: log, error: log },
  };
  await store.write((rows) => rows.campaigns.save(campaign, callScript()));
  let rowNumber = 1;

  const seal = async (change: Partial<Donor> | undefined) => {
    rowNumber += 1;
    const donor = fictitiousDonor(rowNumber, change);
    const none = { rows: 1, accepted: 1, warned: 0, rejected: 0, excluded: 0 };
    const file = { campaign: CAMPAIGN, name: 'fictif.xlsx', sha256: randomUUID(), startedAtMs: NOW_MS };
    const contactFileId = await store.write((rows) => rows.records.beginContactFile({ ...file, ...none }));
    const blank = newRecord({ contactFileId, rowNumber });
    const sealed = await vault.sealRecord(recordPlace(blank), fictitiousContent(donor));
    return await store.write(async (rows) => {
      await rows.records.addStaged([{ ...blank, sealed }]);
      await rows.records.finishContactFile(contactFileId, { ...none, finishedAtMs: NOW_MS });
      return (await Array.fromAsync(rows.records.each(CAMPAIGN))).find((row) => row.rowNumber === rowNumber)
        ?.id as number;
    });
  };

  return {
    deps,
    clock,
    sink,
    home,
    logged,
    changeCampaign: (change) =>
      store.write((rows) => rows.campaigns.save({ ...campaign, ...change }, callScript())),
    owe: async ({ donor, call, email } = {}) => {
      const recordId = await seal(donor);
      const callId = randomUUID();
      await store.write(async (rows) => {
        await insertCall(rows, agreementRow({ callId, recordId, endedAtMs: clock.nowMs, ...call }));
        const times = { callEndedAtMs: clock.nowMs, dueAtMs: clock.nowMs + HOLD_MS };
        await rows.emails.add(emailRow({ callId, recordId, ...times, ...email }));
      });
      return callId;
    },
    email: (callId) => store.read((rows) => rows.emails.ofCall(callId)),
    audits: (action) => store.read((rows) => rows.audit.ofCampaign(CAMPAIGN, action)),
    close: async () => {
      await mailer.close();
      await sink.close();
      store.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
