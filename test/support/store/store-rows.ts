import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { AuditEntry } from '../../../server/ports/rows/audit.ts';
import type { CallRow } from '../../../server/ports/rows/calls.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { CorrectionRow } from '../../../server/ports/rows/corrections.ts';
import type { DeliveryRow } from '../../../server/ports/rows/deliveries.ts';
import type { EmailRow } from '../../../server/ports/rows/emails.ts';
import type { QueueLook } from '../../../server/ports/rows/leases.ts';
import type { NewRecord } from '../../../server/ports/rows/records.ts';
import type { Store } from '../../../server/ports/store.ts';
import { CAMPAIGN, callScript, campaignRow, NOW_MS } from './store-campaign.ts';

export { CAMPAIGN, CHARITY, callScript, campaignRow, NOW_MS, settings } from './store-campaign.ts';
export { temporaryStore } from './temporary-store.ts';

/** Builders of obviously fictitious rows: every field has a value, the test names those it is about. */

/** A blind index or a hash of the right shape for that text. */
export function fakeBlind(of: string): string {
  return createHash('sha256').update(of).digest('hex').slice(0, 32);
}

export function accountRow(change: Partial<AccountRow> = {}): AccountRow {
  const id = change.id ?? randomUUID();
  return {
    id,
    login: `testeur-${id}`,
    displayName: 'Testeur-Zéphyrin',
    role: 'agent',
    passwordHash: '$argon2id$v=19$fictif',
    validFromMs: NOW_MS - 86_400_000,
    validToMs: NOW_MS + 86_400_000,
    campaigns: [CAMPAIGN],
    disabled: false,
    owesPassphrase: false,
    ...change,
  };
}

/** `contactFileId` must be a real one; the donor's blind index follows the row number. */
export function newRecord(change: Partial<NewRecord> & Pick<NewRecord, 'contactFileId'>): NewRecord {
  const rowNumber = change.rowNumber ?? 2;
  const donor = `${change.campaign ?? CAMPAIGN} ${rowNumber}`;
  return {
    campaign: CAMPAIGN,
    rowNumber,
    segment: 'S1',
    country: 'FR',
    canton: '',
    area: 'FR',
    donorBlind: fakeBlind(`donor ${donor}`),
    state: 'staged',
    queue: 'new',
    dueAtMs: NOW_MS,
    nextPart: 'S',
    owner: null,
    attempts: 0,
    triesByPart: { M: 0, A: 0, S: 0, SA: 0 },
    busyCount: 0,
    voicemailLeft: false,
    argued: false,
    lastAttemptAtMs: null,
    disposition: null,
    closedAtMs: null,
    dncmCheckedOn: null,
    hold: null,
    classes: {},
    giftMinor: 1200,
    monthlyMinor: 1200,
    currency: 'EUR',
    frequency: 'M',
    sealed: randomBytes(200),
    version: 1,
    phoneBlinds: [fakeBlind(`phone ${donor}`)],
    ...change,
  };
}

/** Saves the campaign if needed, imports the records as one finished file, and returns their ids in order. */
export async function importRecords(
  store: Store,
  records: readonly Partial<NewRecord>[],
  campaign: Partial<CampaignRow> = {},
): Promise<readonly number[]> {
  const row = campaignRow(campaign);
  const fileId = await store.write(async (rows) => {
    if (!(await rows.campaigns.byCode(row.code)))
      await rows.campaigns.save(row, callScript({ version: row.scriptVersion }));
    return await rows.records.beginContactFile({
      campaign: row.code,
      name: 'fictif.xlsx',
      sha256: createHash('sha256').update(randomUUID()).digest('hex'),
      startedAtMs: NOW_MS,
      rows: 0,
      accepted: 0,
      warned: 0,
      rejected: 0,
      excluded: 0,
    });
  });
  for (let at = 0; at < records.length; at += 1000) {
    const part = records
      .slice(at, at + 1000)
      .map((record, i) =>
        newRecord({ campaign: row.code, rowNumber: at + i + 2, ...record, contactFileId: fileId }),
      );
    await store.write((rows) => rows.records.addStaged(part));
  }
  const counts = { rows: records.length, accepted: records.length, warned: 0, rejected: 0, excluded: 0 };
  await store.write((rows) => rows.records.finishContactFile(fileId, { ...counts, finishedAtMs: NOW_MS }));
  let after: number | undefined = 0;
  while (after !== undefined) {
    const from: number = after;
    after = await store.write((rows) => rows.records.releaseStaged(fileId, from));
  }
  return await store.read(async (rows) =>
    (await Array.fromAsync(rows.records.each(row.code)))
      .filter((one) => one.contactFileId === fileId)
      .map((one) => one.id),
  );
}

/** A look that finds any record of the campaign's queue that is due. */
export function queueLook(change: Partial<QueueLook> = {}): QueueLook {
  return {
    campaign: CAMPAIGN,
    queue: 'new',
    owner: 'anyone',
    areas: ['FR'],
    dueAtMs: NOW_MS,
    why: 'new',
    ...change,
  };
}

/** `recordId` must be a real one. */
export function callRow(change: Partial<CallRow> & Pick<CallRow, 'recordId'>): CallRow {
  const callId = change.callId ?? randomUUID();
  return {
    callId,
    campaign: CAMPAIGN,
    agent: 'agent-1',
    disposition: 'NJ_NRP',
    startedAtMs: NOW_MS,
    endedAtMs: NOW_MS + 60_000,
    durationSeconds: 60,
    dayPart: 'S',
    attemptRank: 1,
    phoneSlot: 'TEL_MOBILE',
    scriptVersion: 'v1',
    theme: null,
    edition: null,
    path: [{ node: 'accroche' }],
    coordinates: null,
    changed: false,
    askLevel: null,
    oldMinor: null,
    newMinor: null,
    oldMonthlyMinor: null,
    newMonthlyMinor: null,
    oneOffMinor: null,
    currency: 'EUR',
    firstDebitOn: null,
    callbackAtMs: null,
    requestHash: fakeBlind(`request ${callId}`),
    receipt: { callId, disposition: 'NJ_NRP', summary: 'Reviendra.', confirmation: 'none' },
    sealed: randomBytes(120),
    sealVersion: 1,
    ...change,
  };
}

/** An agreement from 12 € to 17 € a month, at the first ask. */
export function agreementRow(change: Partial<CallRow> & Pick<CallRow, 'recordId'>): CallRow {
  const amounts = { oldMinor: 1200, newMinor: 1700, oldMonthlyMinor: 1200, newMonthlyMinor: 1700 };
  return callRow({
    disposition: 'AC_UP',
    askLevel: '1',
    ...amounts,
    firstDebitOn: '2026-12-10',
    coordinates: 'oui',
    ...change,
  });
}

export function emailRow(change: Partial<EmailRow> & Pick<EmailRow, 'callId' | 'recordId'>): EmailRow {
  return {
    id: change.callId,
    campaign: CAMPAIGN,
    kind: 'agreement',
    state: 'to-send',
    messageId: `<${change.callId}@exemple.invalid>`,
    carries: '',
    callEndedAtMs: NOW_MS,
    dueAtMs: NOW_MS + 1_800_000,
    attempts: 0,
    sentAtMs: null,
    edition: null,
    reply: '',
    ...change,
  };
}

/** From 17 € to 15 € a month. */
export function correctionRow(change: Partial<CorrectionRow> & Pick<CorrectionRow, 'callId'>): CorrectionRow {
  return {
    id: randomUUID(),
    campaign: CAMPAIGN,
    rank: 1,
    author: 'ops-1',
    atMs: NOW_MS,
    kind: 'M',
    beforeNewMinor: 1700,
    beforeNewMonthlyMinor: 1700,
    beforeOneOffMinor: null,
    newMinor: 1500,
    newMonthlyMinor: 1500,
    oneOffMinor: null,
    firstDebitOn: '2026-12-10',
    reason: 'montant mal relu',
    ...change,
  };
}

export function deliveryRow(change: Partial<DeliveryRow> = {}): DeliveryRow {
  return {
    id: randomUUID(),
    campaign: CAMPAIGN,
    kind: 'weekly',
    period: '2026-W47',
    fileName: 'TESTORG_FR_2026-W47.xlsx.pgp',
    state: 'built',
    rows: 1,
    sha256Clear: 'a'.repeat(64),
    sha256Sealed: 'b'.repeat(64),
    sealedBytes: 1234,
    builtAtMs: NOW_MS,
    deliveredAtMs: null,
    charityFingerprint: 'C'.repeat(40),
    ...change,
  };
}

export function auditEntry(change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    atMs: NOW_MS,
    actor: 'agent-1',
    action: 'record.open',
    campaign: CAMPAIGN,
    subject: '1',
    reason: 'essai',
    detail: { areas: 2, first: true },
    ...change,
  };
}
