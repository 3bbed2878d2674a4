import { join } from 'node:path';
import type { Config } from '../../server/config/config.ts';
import { upgradeCounts, upgradeFaults } from '../../server/domain/house/base-upgrade.ts';
import { holdFolder } from '../../server/machine/folder-hold.ts';
import { verifyAudit } from '../../server/steps/audit/verify-audit.ts';
import { type BaseFacts, baseFacts, copyBase, hasBase, putBack } from '../../server/store/base-copy.ts';
import { openStore } from '../../server/store/sqlite-store.ts';
import { destroyFile } from '../../server/vault/destroy-files.ts';
import { AppError } from '../../shared/errors.ts';

export interface Upgrade {
  /** Schema versions. */
  readonly from: number;
  readonly to: number;
  /** French: « 12 appels », one for each thing a house counts. */
  readonly counts: readonly string[];
}

const COPY = 'plateau.db.avant-mise-a-jour';

/** Migrates that base and looks at it whole: pages, chain of the log, rows. AppError `upgrade-lossy`, and those of the store. */
async function migrateAndLook(file: string, before: BaseFacts): Promise<Upgrade> {
  const store = openStore({ file, checked: true });
  try {
    const chain = await verifyAudit({ store });
    const after = baseFacts(file);
    const faults = upgradeFaults({ before: before.rows, after: after.rows, chain });
    if (faults.length > 0) throw lossy(faults);
    return { from: before.version, to: after.version, counts: upgradeCounts(after.rows) };
  } finally {
    store.close();
  }
}

/**
 * What the migration of the base to this program would give, tried on a copy that is destroyed; the base is only read. Beside
 * a running server or not. AppErrors `base-missing`, `upgrade-lossy`, those of the store.
 */
export async function checkUpgrade(config: Config): Promise<Upgrade> {
  const { dataDir } = config;
  const file = requireBase(config);
  const copy = join(dataDir, `${COPY}-essai`);
  await destroyCopy(copy);
  copyBase(file, copy);
  try {
    return await migrateAndLook(copy, baseFacts(copy));
  } finally {
    await destroyCopy(copy);
  }
}

/**
 * Migrates the base, server stopped: a copy first, then the migration and the same look; a fault puts the copy back, rows and
 * version as before. The copy is destroyed at the end: a purge must find all in the base alone. Again: nothing to do.
 * AppErrors as `checkUpgrade`, and `folder-held`.
 */
export async function applyUpgrade(config: Config): Promise<Upgrade> {
  const { dataDir } = config;
  const file = requireBase(config);
  const hold = holdFolder(dataDir, 'plateau upgrade apply');
  const copy = join(dataDir, COPY);
  let isCopied = false;
  try {
    await destroyCopy(copy);
    copyBase(file, copy);
    isCopied = true;
    return await migrateAndLook(file, baseFacts(copy));
  } catch (error) {
    // Half a copy, on a full disk, is no base to go back to: the real one was not touched yet.
    if (isCopied) putBack(copy, file);
    throw error;
  } finally {
    await destroyCopy(copy);
    hold.release();
  }
}

async function destroyCopy(copy: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm']) await destroyFile(`${copy}${ending}`);
}

function requireBase({ dataDir }: Config): string {
  const file = join(dataDir, 'plateau.db');
  if (hasBase(file)) return file;
  throw new AppError({
    code: 'base-missing',
    kind: 'not-found',
    message: 'Il n’y a pas encore de base à mettre à jour ici.',
    hint: 'Vérifiez PLATEAU_DATA_DIR, ou lancez la commande dans le dossier de l’installation.',
  });
}

function lossy(faults: readonly string[]): AppError {
  return new AppError({
    code: 'upgrade-lossy',
    kind: 'conflict',
    message: `La base ne ressort pas entière de la mise à jour (${faults.join(' ; ')}) : elle reste comme avant.`,
    hint: 'Gardez la version en place, et transmettez cette ligne avec la sortie de plateau audit verify.',
  });
}
