import { constants, existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createMessage, sign } from 'openpgp';
import { parsedAs } from '../../shared/shape-of.ts';
import { VERSION } from '../../shared/version.ts';
import { type BackupManifest, backupName, SEALED_SUFFIX } from '../domain/purge/backup-manifest.ts';
import type { Backups } from '../ports/backup.ts';
import type { PacketKey } from '../ports/rows/damages.ts';
import type { Store } from '../ports/store.ts';
import type { BackupKeys } from './backup-keys.ts';
import type { BackupAnswer, BackupJob, BackupSealed } from './backup-messages.ts';
import { packetsIn } from './backup-reader.ts';
import { backupRefused, refuseDisk } from './backup-refusals.ts';
import { BACKUP_MANIFEST } from './manifest-shape.ts';

/** Beside this file when run from source, beside the bundle in dist/. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './backup-worker.ts' : './backup-worker.mjs',
  import.meta.url,
);

export interface BackupSetting {
  /** Where backups go: another disk than the data. */
  readonly folder: string;
  readonly keep: number;
  readonly dataDir: string;
  readonly databaseFile: string;
  /** Instead of the file, where the base is in none. */
  readonly snapshot?: Store['snapshot'];
  readonly keys: BackupKeys;
}

/** The files of one backup; the signature is written last, and none is whole without it. */
function filesOf(folder: string, name: string) {
  const sealed = join(folder, name + SEALED_SUFFIX);
  return { sealed, part: `${sealed}.part`, manifest: `${sealed}.json`, signature: `${sealed}.json.asc` };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function writeSynced(file: string, text: string): Promise<void> {
  // A link that somebody put there is removed, never followed.
  await rm(`${file}.part`, { force: true });
  const handle = await open(`${file}.part`, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
}

/** One that cannot be read is said, not left out: a purge must know every backup. */
async function readManifest(file: string): Promise<BackupManifest> {
  const manifest = parsedAs(await readFile(file, 'utf8'), BACKUP_MANIFEST);
  if (manifest) return manifest;
  throw backupRefused('backup-manifest-unreadable');
}

/** Overwrites in place, fsyncs, unlinks; nothing there is a no-op. */
async function erase(file: string): Promise<void> {
  if (!existsSync(file)) return;
  // Not through a link: the backup is what is erased, nothing else.
  const handle = await open(file, constants.O_RDWR | constants.O_NOFOLLOW);
  try {
    const { size } = await handle.stat();
    const zeros = new Uint8Array(Math.min(size, 1 << 20));
    for (let at = 0; at < size; at += zeros.length)
      await handle.write(zeros, 0, Math.min(zeros.length, size - at), at);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await unlink(file);
}

class BackupFolder implements Backups {
  readonly isConfigured = true;
  readonly keep: number;
  readonly #setting: BackupSetting;
  #worker: Worker | undefined;
  /** Ends with the backup under way; they never overlap. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(setting: BackupSetting) {
    this.#setting = setting;
    this.keep = setting.keep;
  }

  create({ createdAtMs }: { readonly createdAtMs: number }): Promise<BackupManifest> {
    const made = this.#last.then(() => this.#create(createdAtMs));
    this.#last = made.catch(() => undefined);
    return made;
  }

  async #create(createdAtMs: number): Promise<BackupManifest> {
    const startedMs = performance.now();
    const { folder } = this.#setting;
    const name = backupName(createdAtMs);
    const files = filesOf(folder, name);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await this.#eraseCutOnes();
      if (existsSync(files.sealed)) throw backupRefused('backup-exists');
      const made = await this.#seal(files.part, createdAtMs);
      const { content, recipients, sealed } = made;
      const tookMs = Math.round(performance.now() - startedMs);
      const manifest: BackupManifest = { ...content, name, recipients, sealed, tookMs };
      const text = `${JSON.stringify(manifest, null, 2)}\n`;
      await rename(files.part, files.sealed);
      await writeSynced(files.manifest, text);
      await writeSynced(files.signature, await this.#signed(text));
      await syncFolder(folder);
      return manifest;
    } catch (error) {
      await unlink(files.part).catch(() => undefined);
      return refuseDisk(error);
    }
  }

  async #seal(sealedFile: string, createdAtMs: number): Promise<BackupSealed> {
    const { databaseFile, dataDir, keys } = this.#setting;
    const snapshot = await this.#setting.snapshot?.();
    const officer = await keys.officerPublicKey();
    const job: BackupJob = {
      databaseFile,
      snapshot,
      folders: ['outgoing', 'certificates'].map((name) => ({ name, folder: join(dataDir, name) })),
      sealedFile,
      recipients: [await keys.housePublicKey(), ...(officer === undefined ? [] : [officer])],
      createdAtMs,
      tool: `Plateau ${VERSION}`,
    };
    // Its bytes are lent, not copied: there are as many as the base has.
    const transferList = snapshot ? [snapshot.bytes.buffer as ArrayBuffer] : [];
    const worker = new Worker(WORKER, { workerData: job, execArgv: [], transferList });
    this.#worker = worker;
    try {
      const answer = await new Promise<BackupAnswer>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.once('exit', (code) => reject(new Error(`backup worker ended early, code ${code}`)));
      });
      if (answer.kind === 'sealed') return answer.answer;
      throw Object.assign(new Error(`backup worker failed: ${answer.errorName}`), { code: answer.code });
    } finally {
      this.#worker = undefined;
      await worker.terminate();
    }
  }

  #signed(text: string): Promise<string> {
    return this.#setting.keys.withHouseKey(async (house) =>
      sign({
        message: await createMessage({ binary: Buffer.from(text, 'utf8') }),
        signingKeys: house,
        detached: true,
        format: 'armored',
        config: { v6Keys: false },
      }),
    );
  }

  /** Parts, and sealed bytes without their signature: sealed all the same, hence holding what they hold. */
  async #eraseCutOnes(): Promise<void> {
    const { folder } = this.#setting;
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const ours = names.filter((name) => /^plateau-\d{8}T\d{6}Z\.tar\.gz\.pgp/.test(name));
    const isWhole = (name: string) =>
      ours.includes(`${name.slice(0, name.indexOf(SEALED_SUFFIX))}${SEALED_SUFFIX}.json.asc`);
    for (const name of ours.filter((one) => one.endsWith('.part') || !isWhole(one)))
      await erase(join(folder, name));
  }

  sweep(): Promise<void> {
    const swept = this.#last.then(() => this.#eraseCutOnes()).catch(refuseDisk);
    this.#last = swept.catch(() => undefined);
    return swept;
  }

  async list(): Promise<readonly BackupManifest[]> {
    const { folder } = this.#setting;
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      return refuseDisk(error);
    });
    const manifests: BackupManifest[] = [];
    for (const signature of names.filter((one) => one.endsWith(`${SEALED_SUFFIX}.json.asc`))) {
      const name = signature.slice(0, -`${SEALED_SUFFIX}.json.asc`.length);
      const { manifest, sealed } = filesOf(folder, name);
      if (existsSync(manifest) && existsSync(sealed)) manifests.push(await readManifest(manifest));
    }
    return manifests.sort((a, b) => b.createdAtMs - a.createdAtMs);
  }

  async packets(name: string, wanted: readonly PacketKey[]) {
    const { folder, keys } = this.#setting;
    return packetsIn(keys, filesOf(folder, name).sealed, wanted);
  }

  /** The signature first: from then on it is no backup, and a second call or the next backup finishes. */
  async destroy(name: string): Promise<void> {
    const { sealed, manifest, signature } = filesOf(this.#setting.folder, name);
    try {
      for (const file of [signature, sealed, manifest]) await erase(file);
    } catch (error) {
      refuseDisk(error);
    }
  }

  async idle(): Promise<void> {
    await this.#last;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    await this.#last;
  }
}

/** The folder of backups, made at the first one. */
export function openBackupFolder(setting: BackupSetting): Backups {
  return new BackupFolder(setting);
}

/** A house without a folder of backups: it has none, and says what to configure when one is asked for. */
export function unconfiguredBackups(): Backups {
  const refuse = async () => {
    throw backupRefused('backup-not-configured');
  };
  return {
    isConfigured: false,
    keep: 0,
    create: refuse,
    packets: refuse,
    destroy: refuse,
    list: async () => [],
    sweep: async () => {},
    idle: async () => {},
    close: async () => {},
  };
}
