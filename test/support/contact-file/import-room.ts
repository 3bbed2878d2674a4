import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeClientKey, startDropServer } from '../../../scripts/demo/drop-server.ts';
import type { RawSheet } from '../../../server/domain/contact-file/raw-sheet.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { openOutgoingFolder } from '../../../server/outgoing/outgoing-folder.ts';
import { openOutgoingRows } from '../../../server/outgoing/outgoing-rows.ts';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import type { Exchange } from '../../../server/ports/exchange.ts';
import type { LogFields } from '../../../server/ports/log.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { openSftpDrop } from '../../../server/sftp/sftp-drop.ts';
import type { ImportDeps } from '../../../server/steps/contact-file/import-open-file.ts';
import { type KeyRingVault, openVault } from '../../../server/vault/key-ring-vault.ts';
import { isProof } from '../delivery/delivery-room.ts';
import { layKeyRing } from '../house/laid-key-ring.ts';
import { makeCharityKeys } from '../sftp/charity-keys.ts';
import { openLaidStore } from '../store/laid-base.ts';
import { callScript, campaignRow } from '../store/store-campaign.ts';

export interface ImportRoom {
  readonly deps: ImportDeps;
  readonly vault: KeyRingVault;
  readonly exchange: Exchange;
  readonly campaign: CampaignRow;
  readonly clock: { nowMs: number };
  readonly logged: { readonly event: string; readonly fields: LogFields }[];
  /** Change it to make the charity's disk full. */
  readonly faults: { quotaBytes?: number };
  /** The base's folder: what a thief of the disk would read. */
  readonly dataDir: string;
  addCampaign(change: Partial<CampaignRow>): Promise<CampaignRow>;
  /** The charity drops a workbook, signed and encrypted to that campaign. */
  give(fileName: string, clear: Uint8Array, campaign?: string): Promise<void>;
  /** Drops bytes as they are. */
  giveRaw(fileName: string, bytes: Uint8Array): void;
  takeBack(fileName: string): void;
  /** Bytes of a file of `out/`, as they left. */
  readOut(name: string): Buffer;
  /** Names in the charity's `out/`. */
  delivered(): string[];
  /** A delivered workbook as the charity reads it: decrypted, signature verified; every sheet of it by openpyxl or ours. */
  openDelivered(name: string): Promise<Uint8Array>;
  /** First sheet of a workbook. */
  read(clear: Uint8Array): Promise<RawSheet>;
  /** Another server of the house, on the same base, ring and drop. */
  another(holder: string): ImportDeps & { readonly vault: KeyRingVault };
  close(): Promise<void>;
}

/** Every real part of an import in one temporary folder: SFTP, OpenPGP, workbooks, vault, base. */
export async function importRoom(nowMs: number): Promise<ImportRoom> {
  const home = mkdtempSync(join(tmpdir(), 'plateau-import-'));
  const faults: { quotaBytes?: number } = {};
  const authorizedKey = await makeClientKey(join(home, 'key'));
  const server = await startDropServer({ folder: join(home, 'drop'), authorizedKey, faults });
  const { url, hostKey } = server;
  const timeouts = { connectMs: 10_000, retryMs: [10] };
  const closings: (() => Promise<void> | void)[] = [];
  const openDrop = () => {
    const one = openSftpDrop({ url, hostKey, privateKeyFile: join(home, 'key'), timeouts });
    closings.push(() => one.close());
    return one;
  };
  const ring = { keysDir: join(home, 'keys'), passphrase: async () => 'phrase fictive de l’essai' };
  const first = campaignRow();
  await layKeyRing({ ...ring, campaign: first });
  const vault = await openVault(ring);
  const exchange = openExchange(vault);
  const charity = await makeCharityKeys();
  const dataDir = join(home, 'data');
  const openBase = () => {
    const one = openLaidStore(join(dataDir, 'plateau.db'));
    closings.push(() => one.close());
    return one;
  };
  const store = openBase();
  const workbooks = openWorkbooks();
  const logged: ImportRoom['logged'] = [];
  const log = (event: string, fields: LogFields = {}) => void logged.push({ event, fields });
  const clock = { nowMs };
  const deps: ImportDeps = {
    store,
    vault,
    exchange,
    drop: openDrop(),
    workbooks,
    outgoing:
      store.engine === 'postgres' ? openOutgoingRows(store) : openOutgoingFolder(join(dataDir, 'outgoing')),
    clock: { nowMs: () => clock.nowMs },
    chance: { uuid: () => randomUUID(), token: (bytes) => randomBytes(bytes).toString('base64url') },
    log: { info: log, warn: log, error: log },
  };
  const give = async (row: CampaignRow) => {
    await exchange.addCharityKey(row.charity, charity.publicKey, false);
    await store.write((rows) => rows.campaigns.save(row, callScript({ version: row.scriptVersion })));
    return row;
  };
  const addCampaign = async (change: Partial<CampaignRow>) => {
    const row = campaignRow(change);
    const keyFingerprint = await vault.createCampaign(row.code, row.charity);
    return give({ ...row, keyFingerprint });
  };
  const campaign = await give(first);
  const incoming = (name: string) => join(home, 'drop', 'in', name);
  return {
    deps,
    vault,
    exchange,
    campaign,
    clock,
    logged,
    faults,
    dataDir,
    addCampaign,
    give: async (name, clear, code = campaign.code) =>
      writeFileSync(incoming(name), await charity.encryptFor(await vault.campaignPublicKey(code), clear)),
    giveRaw: (name, bytes) => writeFileSync(incoming(name), bytes),
    readOut: (name) => readFileSync(join(home, 'drop', 'out', name)),
    takeBack: (name) => rmSync(incoming(name)),
    delivered: () =>
      readdirSync(join(home, 'drop', 'out'))
        .filter((name) => !isProof(name))
        .sort(),
    openDelivered: async (name) =>
      charity.open(readFileSync(join(home, 'drop', 'out', name)), await exchange.housePublicKey()),
    read: (clear) => workbooks.reader.read(clear),
    another: (holder) => {
      const base = openBase();
      base.worksAs(holder);
      return { ...deps, vault, store: base, drop: openDrop(), outgoing: openOutgoingRows(base) };
    },
    close: async () => {
      for (const closing of closings) await closing();
      await server.close();
      await workbooks.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
