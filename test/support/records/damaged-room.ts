import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openBackupFolder } from '../../../server/backup/backup-folder.ts';
import { packetPlace, SEALED_KINDS, type SealedKind } from '../../../server/domain/next-card/sealed-kinds.ts';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import type { SealPlace } from '../../../server/ports/vault.ts';
import { type RestoreRecordDeps, restoreRecord } from '../../../server/steps/backup/restore-record.ts';
import type { RotateDeps } from '../../../server/steps/keys/rotate-key.ts';
import type { ExportPersonDeps } from '../../../server/steps/persons/export-person.ts';
import { KeyRingVault } from '../../../server/vault/key-ring-vault.ts';
import { openKeyRotation } from '../../../server/vault/session-rotation.ts';
import { type CorrectionRoom, correctionRoom } from '../delivery/correction-room.ts';
import { accountRow } from '../store/store-rows.ts';

export const OFFICER = 'dpo-1';

export interface DamagedRoom extends Omit<CorrectionRoom, 'deps'> {
  readonly deps: CorrectionRoom['deps'] & RestoreRecordDeps & ExportPersonDeps & RotateDeps;
  /** A backup now; answers its name. */
  readonly backUp: () => Promise<string>;
  /** One bit of a packet in the base's file, by somebody who is not the program. */
  readonly flip: (kind: SealedKind, subject: string | number) => void;
  /** Two packets change places. */
  readonly swap: (kind: SealedKind, one: string | number, other: string | number) => void;
  /** The record of a call made by `talk` becomes that donor's. */
  readonly rename: (recordId: number, donorBlind: string) => void;
  readonly restore: (recordId: number, backup: string) => ReturnType<typeof restoreRecord>;
  readonly recordOfCall: (callId: string) => Promise<number>;
  /** A packet of every kind, all of one record; answers its number and each packet's key. */
  readonly oneOfEach: () => Promise<{
    readonly recordId: number;
    readonly keys: Readonly<Record<SealedKind, string>>;
  }>;
}

/** Writes past the triggers that keep what is written once. */
function raw(home: string, work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(join(home, 'data', 'plateau.db'));
  try {
    const triggers = db.prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`).all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    work(db);
    for (const { sql } of triggers) db.exec(String(sql));
  } finally {
    db.close();
  }
}

/** A correction room with backups, key rotation and a data officer. */
export async function damagedRoom(nowMs: number): Promise<DamagedRoom> {
  const room = await correctionRoom(nowMs);
  const { vault, store } = room.deps;
  if (!(vault instanceof KeyRingVault)) throw new Error('the room has a real key ring');
  const dataDir = join(room.home, 'data');
  const backups = openBackupFolder({
    folder: join(room.home, 'sauvegardes'),
    keep: 7,
    dataDir,
    databaseFile: join(dataDir, 'plateau.db'),
    keys: vault,
  });
  const deps = { ...room.deps, backups, keyRotation: openKeyRotation(vault), documents: openPdfDocuments() };
  await store.write(async (rows) => {
    await rows.accounts.insert(
      accountRow({ id: OFFICER, login: 'dpo.un', role: 'dataOfficer', campaigns: [] }),
    );
    await rows.accounts.insert(accountRow({ id: 'agent-1', login: 'tea.un' }));
  });
  const recordOfCall = (callId: string) =>
    store.read(async (rows) => (await rows.calls.byId(callId))?.recordId ?? 0);
  return {
    ...room,
    deps,
    recordOfCall,
    backUp: async () => (await backups.create({ createdAtMs: room.clock.nowMs })).name,
    flip: (kind, subject) =>
      raw(room.home, (db) => {
        const where = `FROM ${kind} WHERE CAST(${SEALED_KINDS[kind].key} AS TEXT) = ?`;
        const { sealed, at } = db.prepare(`SELECT rowid AS at, sealed ${where}`).get(String(subject)) ?? {};
        const bytes = Buffer.from(sealed as Uint8Array);
        bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60);
        db.prepare(`UPDATE ${kind} SET sealed = ? WHERE rowid = ?`).run(bytes, at as number);
      }),
    swap: (kind, one, other) =>
      raw(room.home, (db) => {
        const { key } = SEALED_KINDS[kind];
        const bytesOf = (subject: string | number) =>
          db.prepare(`SELECT sealed FROM ${kind} WHERE CAST(${key} AS TEXT) = ?`).get(String(subject))
            ?.sealed as Uint8Array;
        const [first, second] = [bytesOf(one), bytesOf(other)];
        const put = db.prepare(`UPDATE ${kind} SET sealed = ? WHERE CAST(${key} AS TEXT) = ?`);
        put.run(second, String(one));
        put.run(first, String(other));
      }),
    rename: (recordId, donorBlind) =>
      raw(room.home, (db) => {
        db.prepare('UPDATE record SET donor_blind = ? WHERE id = ?').run(donorBlind, recordId);
      }),
    restore: (recordId, backup) =>
      restoreRecord(deps, { recordId, backup, typedNumber: recordId, actor: OFFICER }),
    oneOfEach: () => oneOfEach({ ...room, deps, recordOfCall }),
    close: async () => {
      await backups.close();
      await room.close();
    },
  };
}

type Laid = Pick<DamagedRoom, 'deps' | 'talk' | 'campaign' | 'clock' | 'recordOfCall'>;

async function oneOfEach({ deps, talk, campaign, clock, recordOfCall }: Laid) {
  const { store, vault } = deps;
  const callId = await talk({ note: 'rappeler le soir' });
  const recordId = await recordOfCall(callId);
  const record = await store.read((rows) => rows.records.byId(recordId));
  if (!record) throw new Error('a record');
  const keys = {
    ...{ record: String(recordId), call: callId, last_call: callId, mandate_signature: callId },
    ...{ listening_note: 'note-1', incident_entry: 'entry-1', person_request: 'request-1' },
  } as const;
  const sealAs = (kind: SealedKind) => {
    const { contactFileId, rowNumber } = record;
    const standing = { subject: keys[kind], campaign: campaign.code, version: 1, contactFileId, rowNumber };
    const place: SealPlace = packetPlace(kind, standing);
    return vault.sealCall(place, { changes: [], note: `mots de ${kind}`, mandateReference: 'RUM-1' });
  };
  const lastSealed = await vault.openRecord(
    packetPlace('record', { ...record, subject: keys.record }),
    record.sealed,
  );
  const former = await vault.sealRecord(packetPlace('last_call', { ...record, subject: callId }), lastSealed);
  const [signature, note, entry, request] = await Promise.all(
    (['mandate_signature', 'listening_note', 'incident_entry', 'person_request'] as const).map(sealAs),
  );
  if (!signature || !note || !entry || !request) throw new Error('four packets');
  const atMs = clock.nowMs;
  const of = { campaign: campaign.code, recordId, callId };
  await store.write(async (rows) => {
    const { area, queue, dueAtMs, nextPart, owner, attempts, triesByPart, busyCount, voicemailLeft } = record;
    const { argued, lastAttemptAtMs, disposition } = record;
    const queued = { area, queue, dueAtMs, nextPart, owner, attempts, triesByPart, busyCount, voicemailLeft };
    const before = { ...queued, argued, lastAttemptAtMs, disposition };
    await rows.undos.keepBefore({ ...of, agent: 'agent-1', before, sealed: former, sealVersion: 1 }, 0);
    await rows.mandates.add({
      ...of,
      ...{
        kind: 'signed',
        signedOn: '2026-11-24',
        recordedAtMs: atMs,
        recordedBy: OFFICER,
        firstDebitOn: null,
      },
      ...{ oldMonthlyMinor: 1200, newMonthlyMinor: 1700, sealed: signature, sealVersion: 1 },
    });
    await rows.listening.keepGrid({ hash: 'grille', version: '1', body: 'g', atMs });
    await rows.listening.addNote({
      ...{ ...of, id: keys.listening_note, agent: 'agent-1', author: OFFICER, gridHash: 'grille' },
      ...{ points: {}, fails: [], score: 80, atMs, acknowledgedAtMs: null, sealed: note, sealVersion: 1 },
    });
    const opened = { ...of, kind: 'promesse', origin: 'lead', openedAtMs: atMs, openedBy: OFFICER } as const;
    const incidentId = await rows.incidents.open(opened);
    await rows.incidents.addEntry({
      ...{ id: keys.incident_entry, incidentId, campaign: campaign.code, what: 'open' },
      ...{ atMs, author: OFFICER, sealed: entry, sealVersion: 1 },
    });
    await rows.persons.add(
      {
        ...{ id: keys.person_request, charity: campaign.charity, campaign: campaign.code, kind: 'erasure' },
        ...{ state: 'open', receivedAtMs: atMs, openedAtMs: atMs, author: OFFICER, reason: 'lettre' },
        ...{
          callId: null,
          endedAtMs: null,
          endedBy: null,
          outcome: '',
          deliveryId: null,
          pledgeId: null,
          forget: false,
        },
        ...{ sealed: request, sealVersion: 1 },
      },
      [{ recordId, campaign: campaign.code }],
    );
  });
  return { recordId, keys };
}
