import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { EMAIL_KINDS } from '../../../server/domain/campaign/campaign-settings.ts';
import type { RawCell } from '../../../server/domain/contact-file/raw-sheet.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { openSmtpMailer } from '../../../server/mail/smtp-mailer.ts';
import type { CallRow } from '../../../server/ports/rows/calls.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { EmailRow } from '../../../server/ports/rows/emails.ts';
import {
  type CorrectDeps,
  type CorrectReport,
  correctCall,
} from '../../../server/steps/call/correct-call.ts';
import type { DeliverDeps } from '../../../server/steps/delivery/deliver-weekly.ts';
import { type ConfirmationDeps, sendConfirmations } from '../../../server/steps/email/send-confirmations.ts';
import { insertCall } from '../call/told-call.ts';
import { fictitiousDonor } from '../contact-file/fictitious-donor.ts';
import { shippedTemplate } from '../email/confirmation-case.ts';
import { type ReadMail, readMail, startSmtpSink } from '../email/smtp-sink.ts';
import { agreementRow, callRow, emailRow } from '../store/store-rows.ts';
import { type DeliveryRoom, deliveryRoom } from './delivery-room.ts';

export interface CorrectionRoom extends Omit<DeliveryRoom, 'deps'> {
  readonly deps: DeliverDeps & CorrectDeps & ConfirmationDeps;
  readonly campaign: CampaignRow;
  readonly sink: Awaited<ReturnType<typeof startSmtpSink>>;
  /** A new donor whose call ended now as the change says: an agreement from 12 € to 17 € unless told otherwise; held e-mail with it. */
  readonly talk: (change?: Partial<CallRow> & { readonly note?: string }) => Promise<string>;
  readonly correct: (callId: string, minor: number | 'cancel') => Promise<CorrectReport>;
  /** Sends what is due now. */
  readonly send: () => Promise<unknown>;
  readonly mails: () => readonly ReadMail[];
  readonly emailsOf: (callId: string) => Promise<readonly EmailRow[]>;
  /** Cells of the first sheet of a delivered file, by header. */
  readonly lines: (name: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A delivery room with a relay, the shipped templates, and calls of which something comes after. Starts at `nowMs`. */
export async function correctionRoom(
  nowMs: number,
  change: Partial<CampaignRow> = {},
): Promise<CorrectionRoom> {
  const room = await deliveryRoom(nowMs);
  const sink = await startSmtpSink();
  const mailer = openSmtpMailer({ url: sink.url, requireTls: false, timeouts: { replyMs: 400 } });
  const deps = { ...room.deps, mailer, rules: callingRules() };
  const emails = EMAIL_KINDS.map(shippedTemplate);
  const campaign = await room.addCampaign({ emails, createdAtMs: nowMs - 7 * 86_400_000, ...change });
  let donors = 0;
  const talk: CorrectionRoom['talk'] = async ({ note = '', ...call } = {}) => {
    donors += 1;
    const gift: Donor['gift'] = { amountMinor: 1200, currency: 'EUR', frequency: 'M', debitDay: 10 };
    const [recordId = 0] = await room.addRecords(campaign, [
      {
        donor: fictitiousDonor(donors, { donorId: `D${donors}`, gift }),
        row: { giftMinor: 1200, monthlyMinor: 1200, rowNumber: donors + 1 },
      },
    ]);
    const endedAtMs = room.clock.nowMs;
    const blank = (call.disposition ?? 'AC_UP') === 'AC_UP' ? agreementRow : callRow;
    const row = blank({ recordId, startedAtMs: endedAtMs - 60_000, endedAtMs, ...call });
    const place = { campaign: campaign.code, kind: 'call', id: row.callId, version: 1 } as const;
    const sealed = await room.deps.vault.sealCall(place, { changes: [], note });
    await deps.store.write(async (rows) => {
      await insertCall(rows, { ...row, sealed });
      const { disposition } = row;
      await rows.records.update(recordId, {
        state: 'closed',
        disposition,
        closedAtMs: endedAtMs,
        attempts: 1,
      });
      if (row.newMinor === null && row.oneOffMinor === null) return;
      const kind = row.oneOffMinor === null ? ('agreement' as const) : ('one-off' as const);
      const times = { callEndedAtMs: endedAtMs, dueAtMs: endedAtMs + 1_800_000 };
      await rows.emails.add(emailRow({ callId: row.callId, recordId, kind, ...times }));
    });
    return row.callId;
  };
  return {
    ...room,
    deps,
    campaign,
    sink,
    talk,
    correct: (callId, minor) =>
      correctCall(deps, {
        callId,
        change: minor === 'cancel' ? { kind: 'cancel' } : { kind: 'amount', minor },
        reason: 'montant mal relu',
        author: { id: 'ops-1', role: 'ops', campaigns: [] },
      }),
    send: () => sendConfirmations(deps, { actor: 'system', limit: 100 }),
    mails: () => sink.messages().map(({ raw }) => readMail(raw)),
    emailsOf: (callId) => deps.store.read((rows) => rows.emails.allOfCall(callId)),
    lines: async (name) => {
      const sheet = await room.reader.read(await room.openDelivered(name));
      return sheet.rows.map((row) =>
        Object.fromEntries(sheet.header.map((header, at) => [header, plain(row.cells[at])])),
      );
    },
    close: async () => {
      await mailer.close();
      await sink.close();
      await room.close();
    },
  };
}

function plain(cell: RawCell | undefined): unknown {
  if (cell?.kind === 'text') return cell.text;
  if (cell?.kind === 'date') return cell.date;
  return cell?.kind === 'number' ? cell.value : null;
}
