import { hostname } from 'node:os';
import { join } from 'node:path';
import type { AppContext } from './app-context.ts';
import { openBackupFolder, unconfiguredBackups } from './backup/backup-folder.ts';
import { openBackupReader } from './backup/backup-reader.ts';
import { icalCalendar } from './calendar/ical-calendar.ts';
import { openCampaignFolder } from './campaign-folder/campaign-folder.ts';
import { openCertificateFolder } from './certificates/certificate-folder.ts';
import { openCertificateRows } from './certificates/certificate-rows.ts';
import { openCharts } from './charts/worker-charts.ts';
import { simulatedClock, steadyClock, systemChance } from './clock/system-clock.ts';
import type { Config } from './config/config.ts';
import { installationOf } from './config/installation.ts';
import { readSecretFile } from './config/secret-file.ts';
import { openDirectory } from './directory/worker-directory.ts';
import { callingRules } from './domain/calling-rules/calling-rules.ts';
import { openWorkbooks } from './excel/workbooks.ts';
import { openClosingTime } from './live/closing-time.ts';
import { openFilePieces } from './live/file-pieces.ts';
import { openHouseWatch } from './live/house-watch.ts';
import { openLiveEvents } from './live/live-events.ts';
import { openOneScreen } from './live/one-screen.ts';
import { openSeatMemory } from './live/seat-lines.ts';
import { openStanding } from './live/standing.ts';
import { openLog } from './log/pino-log.ts';
import { openDiskSpace } from './machine/disk-space.ts';
import { type FolderHold, holdFolder, isFolderHeld, makeDataFolder } from './machine/folder-hold.ts';
import { openOutgoingFolder } from './outgoing/outgoing-folder.ts';
import { openOutgoingRows } from './outgoing/outgoing-rows.ts';
import { openOutside } from './outside-edges.ts';
import { argon2Passwords } from './passwords/argon2-passwords.ts';
import { memoryPace } from './passwords/procedure-pace.ts';
import { memoryTally } from './passwords/refusal-tally.ts';
import { sharedThrottle } from './passwords/shared-throttle.ts';
import { openPdfDocuments } from './pdf/pdf-documents.ts';
import { openExchange } from './pgp/pgp-exchange.ts';
import type { BackupReader } from './ports/backup.ts';
import type { Clock } from './ports/clock.ts';
import type { KeptActs } from './ports/kept-acts.ts';
import type { Log } from './ports/log.ts';
import type { Store, StoreReader } from './ports/store.ts';
import { lastEntryMs } from './steps/house/clock-behind.ts';
import { wasLeftOpen } from './store/database-file.ts';
import { keepingStore } from './store/keeping-store.ts';
import { openStore } from './store/sqlite-store.ts';
import { openFileTraces } from './traces/file-traces.ts';
import { hasKeyRing, initKeyRing, type KeyRingSetting } from './vault/house-key.ts';
import { openHouseSecrets } from './vault/house-secrets.ts';
import { openKeptActs } from './vault/kept-acts-file.ts';
import { openKeptHead } from './vault/kept-head-file.ts';
import { openKeyCopies } from './vault/key-ring-copy.ts';
import { type KeyRingVault, openVault } from './vault/key-ring-vault.ts';
import { openPartyKeys } from './vault/party-keys.ts';
import { openRingSharing } from './vault/ring-sharing.ts';
import { openKeyRotation } from './vault/session-rotation.ts';

/** Only this file builds edges, with outside-edges.ts. Construction, nothing else. */
export interface House {
  readonly app: AppContext;
  /** Whoever held the folder before did not close the base: killed, or the power was cut. Known to who holds it alone. */
  readonly wasCut: boolean;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly passphrase: () => Promise<string>;
  /** Replaces the clock of the configuration (the demo moves its own). */
  readonly clock?: Clock;
  readonly log?: Log;
  /** What holds the data folder for itself alone, in the words of its command; absent: beside a server that may run. */
  readonly alone?: string;
  /** Why a base older than the last known one may be served (kept-head.ts). */
  readonly acceptRollback?: string | undefined;
  /** Why an hour before the last entry is the right one (clock-behind.ts). */
  readonly acceptClock?: string | undefined;
}

function openBackups({ backup, dataDir }: Config, keys: KeyRingVault, { snapshot }: Store) {
  if (!backup) return unconfiguredBackups();
  const { dir: folder, keep } = backup;
  const databaseFile = join(dataDir, 'plateau.db');
  return openBackupFolder({ folder, keep, dataDir, databaseFile, snapshot, keys });
}

interface BackupReading {
  readonly reader: BackupReader;
  readonly vault: KeyRingVault;
  readonly keptActs: KeptActs;
  /** Reads the base that was put back in that folder. */
  look<T>(dataDir: string, work: (rows: StoreReader) => Promise<T>): Promise<T>;
  close(): void;
}

async function lookAt<T>(dataDir: string, work: (rows: StoreReader) => Promise<T>): Promise<T> {
  const store = openStore({ file: join(dataDir, 'plateau.db') });
  try {
    return await store.read(work);
  } finally {
    store.close();
  }
}

/** What reading a backup needs: the key ring alone. No base is opened or made; the caller closes. */
export async function openBackupReading(
  config: Pick<Config, 'keysDir'>,
  passphrase: () => Promise<string>,
): Promise<BackupReading> {
  const vault = await openVault({ keysDir: config.keysDir, passphrase });
  const keptActs = openKeptActs(config.keysDir);
  return { reader: openBackupReader(vault), vault, keptActs, look: lookAt, close: () => vault.close() };
}

/** Opens every edge of the configuration. AppErrors of the edges say what is wrong; nothing is left half-open. */
export async function openHouse(config: Config, options: HouseOptions): Promise<House> {
  makeDataFolder(config.dataDir);
  const hold = options.alone === undefined ? undefined : holdFolder(config.dataDir, options.alone);
  try {
    return await openHeldHouse(config, options, hold);
  } catch (error) {
    hold?.release();
    throw error;
  }
}

/** Longer and the people served would see their screens stand still. Milliseconds. */
const SERVING_PATIENCE_MS = 100;

/** Who holds the folder alone, and serves, looks first at what the server before it left. */
async function openBase({ dataDir, database }: Config, { words }: KeyRingVault, isAlone: boolean) {
  const file = join(dataDir, 'plateau.db');
  if (database) {
    const { urlFile, caFile, needsStandby } = database;
    const url = readSecretFile('PLATEAU_DATABASE_URL_FILE', urlFile).trim();
    const ca = caFile === undefined ? undefined : readSecretFile('PLATEAU_DATABASE_CA_FILE', caFile);
    // Loaded by whoever has such a base: the driver is of no use to the others.
    const { openPostgresStore } = await import('./store/postgres/postgres-store.ts');
    // PostgreSQL mends by itself what a crash leaves, and other servers may be at work.
    const base = await openPostgresStore({ url, ca, needsStandby, words, besideFile: file });
    return { base, wasCut: false };
  }
  const wasCut = isAlone && wasLeftOpen(file);
  const serving = isAlone ? { patienceMs: SERVING_PATIENCE_MS, deskThread: true } : {};
  return { base: openStore({ file, checked: isAlone, words, ...serving }), wasCut };
}

/** The hour of the world does not go back behind what the base says; unless the one before is said to have been wrong. */
async function clockOf(
  { simulatedClock: simulated }: Config,
  base: Store,
  { acceptClock }: HouseOptions,
): Promise<Clock> {
  if (simulated) return simulatedClock(simulated);
  return steadyClock(acceptClock === undefined ? await lastEntryMs({ store: base }) : 0);
}

/** A base that nobody wrote in yet begins its head here, whoever opens it first. */
async function openHead(ring: KeyRingSetting, store: Store) {
  const keptHead = openKeptHead(ring);
  if ((await store.read(async (rows) => (await rows.audit.head()).seq)) === 0) await keptHead.begin();
  return keptHead;
}

/** Sealed files to send, certificates: in the folder of one server, or in the base that several share. */
function openFilesKept({ dataDir }: Config, store: Store) {
  if (store.engine === 'postgres')
    return { outgoing: openOutgoingRows(store), certificates: openCertificateRows(store) };
  return {
    outgoing: openOutgoingFolder(join(dataDir, 'outgoing')),
    certificates: openCertificateFolder(join(dataDir, 'certificates')),
  };
}

/** What is sealed under keys of the ring itself, and what becomes of its keys. */
function openKeyWork(ring: KeyRingSetting, vault: KeyRingVault) {
  const secrets = openHouseSecrets(ring);
  return {
    secrets,
    keyRotation: openKeyRotation(vault),
    ringSharing: openRingSharing({ ring, vault, secrets }),
    partyKeys: openPartyKeys(ring.keysDir, secrets),
    keyCopies: openKeyCopies(ring.keysDir, () => vault.officerPublicKey()),
  };
}

/** Who is here, and until when: screens, the hour of closing, this server among those of the house. */
async function openDuty(config: Config, edges: Pick<AppContext, 'store' | 'clock' | 'log'>) {
  const live = await openLiveEvents(edges);
  const closingTime = openClosingTime({ store: edges.store, live });
  const standing = openStanding({
    ...edges,
    name: config.serverName,
    leaseMs: config.leaseMs,
    beatMs: config.leaseMs / 6,
    isClosing: closingTime.isClosing,
    hasKeys: () => hasKeyRing(config.keysDir),
  });
  return { live, closingTime, standing, oneScreen: openOneScreen({ ...edges, standing }) };
}

async function openHeldHouse(
  config: Config,
  options: HouseOptions,
  hold: FolderHold | undefined,
): Promise<House> {
  const log = options.log ?? openLog(config.logLevel);
  const ring = { keysDir: config.keysDir, passphrase: options.passphrase };
  const vault = await openVault(ring);
  if (hold) await vault.checkPassphrase();
  const keptActs = openKeptActs(config.keysDir);
  const { base, wasCut } = await openBase(config, vault, hold !== undefined);
  const clock = options.clock ?? (await clockOf(config, base, options));
  const store = keepingStore(base, { acts: keptActs, clock });
  const backups = openBackups(config, vault, base);
  const outside = openOutside(config, { log, clock, store });
  const threads = { workbooks: openWorkbooks(), charts: openCharts(), directory: openDirectory() };
  const onDuty = await openDuty(config, { store, clock, log });
  const app: AppContext = {
    store,
    vault,
    exchange: openExchange(vault),
    ...outside,
    ...threads,
    documents: openPdfDocuments(),
    calendar: icalCalendar(),
    webAddress: config.web,
    pieces: openFilePieces(clock),
    ...openFilesKept(config, store),
    passwords: argon2Passwords(),
    throttle: sharedThrottle(store),
    refusals: memoryTally(),
    secondFactor: config.secondFactor,
    pace: memoryPace(),
    campaignFolder: openCampaignFolder(),
    backups,
    keptHead: await openHead(ring, store),
    keptActs,
    ...openKeyWork(ring, vault),
    traces: openFileTraces(),
    archiveDays: config.database?.archiveDays,
    scanPlaces: () => [config.dataDir, config.keysDir, ...(config.backup ? [config.backup.dir] : [])],
    hostName: hostname(),
    rules: callingRules(),
    clock,
    chance: systemChance,
    log,
    ...openSeatMemory(outside.telephony),
    ...onDuty,
    purging: new Set(),
    copiesNumber: config.copiesNumber,
    ...openHouseWatch({ ...config, clock, log }),
    diskSpace: openDiskSpace([config.dataDir, ...(config.backup ? [config.backup.dir] : [])]),
    training: { elsewhere: config.trainsElsewhere },
    installation: installationOf(config),
    clockSetting: { simulated: clock.behindMs === undefined, speed: config.simulatedClock?.speed ?? 1 },
  };
  const close = async () => {
    onDuty.live.close();
    await onDuty.oneScreen.close();
    const edges = [backups, ...Object.values(threads), ...Object.values(outside)];
    await Promise.all(edges.map((edge) => edge.close()));
    vault.close();
    store.close();
    hold?.release();
  };
  return { app, wasCut, close };
}

/** Holds the data folder without opening the house: for what is done while no server runs. AppError `folder-held`. */
export function holdDataFolder({ dataDir }: Pick<Config, 'dataDir'>, work: string): FolderHold {
  return holdFolder(dataDir, work);
}

/** Whether a server, or what must be alone as it must, holds the data folder now. */
export function isHouseHeld({ dataDir }: Pick<Config, 'dataDir'>): boolean {
  return isFolderHeld(dataDir);
}

/** Whether the installation has its key ring already. */
export function hasKeys({ keysDir }: Pick<Config, 'keysDir'>): Promise<boolean> {
  return hasKeyRing(keysDir);
}

/** Makes the key ring, or checks its passphrase. */
export function initKeys(config: Config, passphrase: () => Promise<string>): ReturnType<typeof initKeyRing> {
  return initKeyRing({ keysDir: config.keysDir, passphrase });
}

/** What a paper made without base or key needs: `plateau offer`, `plateau campaign kickoff`. */
export function openPaperDesk(): Pick<AppContext, 'documents' | 'clock'> {
  return { documents: openPdfDocuments(), clock: steadyClock(0) };
}

/** The campaign folder edge alone: `plateau campaign check` needs no base and no key. */
export function openCheckingFolder(): AppContext['campaignFolder'] {
  return openCampaignFolder();
}
