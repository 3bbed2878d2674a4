import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Donor } from '../../../server/domain/donor.ts';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { EraseDeps } from '../../../server/steps/persons/erase-person.ts';
import type { ExportPersonDeps } from '../../../server/steps/persons/export-person.ts';
import { fictitiousDonor } from '../contact-file/fictitious-donor.ts';
import { type CorrectionRoom, correctionRoom } from '../delivery/correction-room.ts';
import { accountRow } from '../store/store-rows.ts';

export const OFFICER = 'dpo-1';

export interface PersonRoom extends Omit<CorrectionRoom, 'deps'> {
  readonly deps: CorrectionRoom['deps'] & ExportPersonDeps & EraseDeps;
  /** A record of that donor in the room's campaign, never called. */
  readonly record: (number: number, change?: Partial<Donor>) => Promise<number>;
  /** The same donor in another campaign. */
  readonly twin: (campaign: CampaignRow, number: number) => Promise<number>;
  /** The record of a call made by `talk` becomes that donor's. */
  readonly rename: (recordId: number, donorBlind: string) => void;
  /** What somebody does who writes straight into the base. */
  readonly overwriteCall: (callId: string) => void;
}

/** A room of real parts, with the data officer and the agent whose calls `talk` makes. */
export async function personRoom(nowMs: number): Promise<PersonRoom> {
  const room = await correctionRoom(nowMs);
  const deps = { ...room.deps, documents: openPdfDocuments() } as PersonRoom['deps'];
  await deps.store.write(async (rows) => {
    await rows.accounts.insert(
      accountRow({ id: OFFICER, login: 'dpo.un', role: 'dataOfficer', campaigns: [] }),
    );
    await rows.accounts.insert(accountRow({ id: 'agent-1', login: 'tea.un' }));
  });
  let rowNumber = 500;
  const recordIn = async (campaign: CampaignRow, donor: Donor) => {
    rowNumber += 1;
    const donorBlind = await deps.vault.blind(campaign.charity, 'donor', donor.donorId);
    const phoneBlinds = await Promise.all(
      donor.phones.map((phone) => deps.vault.blind(campaign.charity, 'phone', phone.e164)),
    );
    const row = { rowNumber, donorBlind, phoneBlinds };
    const [id = 0] = await room.addRecords(campaign, [{ donor, row }]);
    return id;
  };
  const raw = (sql: string, ...values: string[]) => {
    const db = new DatabaseSync(join(room.home, 'data', 'plateau.db'));
    try {
      db.prepare(sql).run(...values);
    } finally {
      db.close();
    }
  };
  const donorOf = (number: number, change: Partial<Donor> = {}) =>
    fictitiousDonor(number, { donorId: `D${number}`, ...change });
  return {
    ...room,
    deps,
    record: (number, change) => recordIn(room.campaign, donorOf(number, change)),
    twin: (campaign, number) => recordIn(campaign, donorOf(number)),
    rename: (recordId, donorBlind) =>
      raw('UPDATE record SET donor_blind = ? WHERE id = ?', donorBlind, String(recordId)),
    overwriteCall: (callId) => raw(`UPDATE call SET sealed = x'00' WHERE call_id = ?`, callId),
  };
}
