import type { Config } from '../../../server/config/config.ts';
import { verifyAudit } from '../../../server/steps/audit/verify-audit.ts';
import { openMovingBase } from '../../../server/store/postgres/moving-base.ts';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts';
import {
  type BaseUpgrade,
  plannedUpgrade,
  upgradeBase,
} from '../../../server/store/postgres/schema/upgrade-base.ts';
import { AppError } from '../../../shared/errors.ts';
import { settingOf } from './moving-postgres.ts';

export type PostgresUpgrade = BaseUpgrade;

async function onBase<T>(
  config: Config,
  work: (pool: Parameters<typeof upgradeBase>[0]) => Promise<T>,
): Promise<T> {
  const { pool, close } = await openMovingBase(settingOf(config));
  try {
    return await work(pool);
  } finally {
    await close();
  }
}

/** What the upgrade asks for; nothing is written. AppErrors of `plannedUpgrade` and of the store. */
export function checkPostgresUpgrade(config: Config): Promise<PostgresUpgrade> {
  return onBase(config, plannedUpgrade);
}

/** The upgrade, then the whole log verified. AppErrors `audit-broken`, those of `upgradeBase` and of the store. */
export async function applyPostgresUpgrade(
  config: Config,
): Promise<PostgresUpgrade & { readonly entries: number }> {
  const done = await onBase(config, upgradeBase);
  const store = await openPostgresStore(settingOf(config));
  try {
    const chain = await verifyAudit({ store });
    if (chain.ok) return { ...done, entries: chain.count };
    throw new AppError({
      code: 'audit-broken',
      kind: 'conflict',
      message: `La base est à jour, mais son journal est rompu à l’entrée ${chain.brokenAtSeq}.`,
      hint: 'Ne lancez pas de serveur : regardez la sauvegarde d’avant (plateau restore --check) et plateau audit verify.',
    });
  } finally {
    store.close();
  }
}
