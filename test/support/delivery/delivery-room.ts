import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeClientKey, startDropServer } from '../../../scripts/demo/drop-server.ts';
import { type CallingRules, callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { openOutgoingFolder } from '../../../server/outgoing/outgoing-folder.ts';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { NewRecord } from '../../../server/ports/rows/records.ts';
import type { WorkbookReader } from '../../../server/ports/workbook.ts';
import { openSftpDrop } from '../../../server/sftp/sftp-drop.ts';
import type { DeliverDeps } from '../../../server/steps/delivery/deliver-weekly.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { fictitiousContent } from '../contact-file/fictitious-donor.ts';
import { layKeyRing } from '../house/laid-key-ring.ts';
import { type CharityKeys, makeCharityKeys } from '../sftp/charity-keys.ts';
import { openLaidStore } from '../store/laid-base.ts';
import { callScript, campaignRow } from '../store/store-campaign.ts';
import { newRecord } from '../store/store-rows.ts';

export interface DeliveryRoom {
  readonly deps: DeliverDeps & { readonly rules: CallingRules };
  readonly clock: { nowMs: number };
  /** Codes of failures that were logged. */
  readonly logged: string[];
  /** How many times a file was sent to the drop, its proof aside. */
  readonly uploads: () => number;
  /** Change it to make the charity's disk full. */
  readonly faults: { quotaBytes?: number };
  /** Every name in the charity's `out/`, hidden ones too, manifests and their signatures aside. */
  readonly delivered: () => string[];
  /** Manifests and signatures in `out/`. */
  readonly proofs: () => string[];
  readonly readDelivered: (name: string) => Buffer;
  readonly charityKeys: CharityKeys;
  readonly home: string;
  readonly deliveredHash: (name: string) => string;
  /** What the charity reads: decrypted with its key, signature verified. */
  readonly openDelivered: (name: string) => Promise<Uint8Array>;
  readonly reader: WorkbookReader;
  readonly addCampaign: (change?: Partial<CampaignRow>, script?: CallScript) => Promise<CampaignRow>;
  /** Imports one finished file of donors, sealed for good; returns the record ids in order. */
  readonly addRecords: (
    campaign: CampaignRow,
    records: readonly { readonly donor: Donor; readonly row?: Partial<NewRecord> }[],
  ) => Promise<readonly number[]>;
  readonly close: () => Promise<void>;
}

/** Every real part of a delivery in one temporary folder: base, key ring, exchange, workbooks, outgoing folder, SFTP. */
export async function deliveryRoom(nowMs: number): Promise<DeliveryRoom> {
  const home = mkdtempSync(join(tmpdir(), 'plateau-delivery-'));
  const clock = { nowMs };
  const logged: string[] = [];
  let uploads = 0;
  const faults: { quotaBytes?: number } = {};
  const key = await makeClientKey(join(home, 'key'));
  const server = await startDropServer({ folder: join(home, 'drop'), authorizedKey: key, port: 0, faults });
  const drop = openSftpDrop({
    url: server.url,
    hostKey: server.hostKey,
    privateKeyFile: join(home, 'key'),
    timeouts: { connectMs: 10_000, retryMs: [10] },
  });
  const ring = { keysDir: join(home, 'keys'), passphrase: async () => 'phrase fictive de l’essai' };
  const usual = campaignRow();
  await layKeyRing({ ...ring, campaign: usual });
  const vault = await openVault(ring);
  const exchange = openExchange(vault);
  const charity = await makeCharityKeys();
  const store = openLaidStore(join(home, 'data', 'plateau.db'));
  const workbooks = openWorkbooks();
  const log = (_event: string, fields?: { readonly code?: unknown }) =>
    void logged.push(String(fields?.code));
  const deps: DeliveryRoom['deps'] = {
    rules: callingRules(),
    store,
    vault,
    exchange,
    drop: {
      ...drop,
      deliver: async (name, bytes) => {
        if (!isProof(name)) uploads += 1;
        await drop.deliver(name, bytes);
      },
    },
    workbooks,
    outgoing: openOutgoingFolder(join(home, 'data', 'outgoing')),
    clock: { nowMs: () => clock.nowMs },
    chance: { uuid: () => randomUUID(), token: (bytes) => randomBytes(bytes).toString('base64url') },
    log: { info: log, warn: log, error: log },
  };
  const out = join(home, 'drop', 'out');
  return {
    deps,
    clock,
    logged,
    uploads: () => uploads,
    faults,
    delivered: () =>
      readdirSync(out)
        .filter((name) => !isProof(name))
        .sort(),
    proofs: () => readdirSync(out).filter(isProof).sort(),
    readDelivered: (name) => readFileSync(join(out, name)),
    charityKeys: charity,
    home,
    deliveredHash: (name) =>
      createHash('sha256')
        .update(readFileSync(join(out, name)))
        .digest('hex'),
    openDelivered: async (name) =>
      charity.open(readFileSync(join(out, name)), await exchange.housePublicKey()),
    reader: workbooks.reader,
    addCampaign: async (change = {}, script) => {
      const row = campaignRow(change);
      if (row.code !== usual.code || row.charity !== usual.charity)
        await vault.createCampaign(row.code, row.charity);
      await exchange.addCharityKey(row.charity, charity.publicKey, false);
      await store.write((rows) =>
        rows.campaigns.save(row, script ?? callScript({ version: row.scriptVersion })),
      );
      return row;
    },
    addRecords: (campaign, records) => addRecords(deps, campaign, records),
    close: async () => {
      await drop.close();
      await server.close();
      await workbooks.close();
      store.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function isProof(name: string): boolean {
  return /\.manifest\.json(\.asc)?(\.part)?$/.test(name);
}

async function addRecords(
  { store, vault, clock }: DeliverDeps,
  campaign: CampaignRow,
  records: readonly { readonly donor: Donor; readonly row?: Partial<NewRecord> }[],
): Promise<readonly number[]> {
  const none = { accepted: 0, warned: 0, rejected: 0, excluded: 0 };
  const file = {
    campaign: campaign.code,
    name: 'fictif.xlsx',
    sha256: randomUUID(),
    startedAtMs: clock.nowMs(),
  };
  const contactFileId = await store.write((rows) =>
    rows.records.beginContactFile({ ...file, ...none, rows: 0 }),
  );
  const staged: NewRecord[] = [];
  for (const [at, { donor, row = {} }] of records.entries()) {
    const blank = newRecord({ contactFileId, campaign: campaign.code, rowNumber: at + 2, ...row });
    const sealed = await vault.sealRecord(recordPlace(blank), fictitiousContent(donor));
    staged.push({ ...blank, sealed });
  }
  const counts = { ...none, rows: staged.length, accepted: staged.length, finishedAtMs: clock.nowMs() };
  await store.write((rows) => rows.records.addStaged(staged));
  await store.write((rows) => rows.records.finishContactFile(contactFileId, counts));
  return await store.read(async (rows) =>
    (await Array.fromAsync(rows.records.each(campaign.code)))
      .filter((row) => row.contactFileId === contactFileId)
      .map((row) => row.id),
  );
}
