import { inTurn } from '../../../shared/in-turn.ts';
import { VERSION } from '../../../shared/version.ts';
import type { Installation } from '../../domain/house/installation.ts';
import type {
  PaperAccount,
  PaperCampaign,
  PaperChange,
  PaperFacts,
} from '../../domain/papers/paper-facts.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { AuditRow } from '../../ports/rows/audit.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { walkAudit } from '../audit/walk-audit.ts';
import { registerOf } from '../staff/read-staff.ts';
import { countDirectories } from './count-directories.ts';
import { instructionsOf } from './record-instruction.ts';
import { isRehearsal, rehearsalOf } from './record-rehearsal.ts';

export interface GatherPapersDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly exchange: Pick<Exchange, 'houseFingerprint'>;
  readonly backups: Pick<Backups, 'list'>;
  readonly installation: Installation;
}

/** The newest are kept: an old instant may have thousands after it. */
const MOST_CHANGES = 500;
/** Entries that changed who may enter. */
const RIGHTS = /^account\.(create|disable|extend|revoke|campaigns|end)$/;

/** What the papers state, as the configuration and the base have it. `atMs`: the instant of the access list. */
export async function gatherPapers(
  deps: GatherPapersDeps,
  { atMs }: { readonly atMs: number },
): Promise<PaperFacts> {
  const [houseFingerprint, backups] = await Promise.all([
    deps.exchange.houseFingerprint(),
    deps.backups.list(),
  ]);
  const { changes, rehearsals } = await fromLog(deps, atMs);
  return await deps.store.read(async (rows) => ({
    atMs,
    builtAtMs: deps.clock.nowMs(),
    tool: `Plateau ${VERSION}`,
    houseFingerprint,
    installation: deps.installation,
    campaigns: await inTurn.map(
      (await rows.campaigns.all()).filter(({ state }) => state !== 'purged'),
      (one) => campaignOf(rows, one),
    ),
    directories: await countDirectories(rows),
    accounts: await accountsOf(rows, changes),
    changes: await inTurn.map(changes, async (one) => ({
      ...one,
      login: (await rows.accounts.byId(one.login))?.login ?? one.login,
    })),
    backups: backups.length,
    rehearsals: await inTurn.map(rehearsals, (row) => rehearsalOf(rows, row)),
    instructions: await instructionsOf(
      rows,
      (await rows.campaigns.all()).filter(({ state }) => state !== 'purged').map(({ code }) => code),
    ),
    staff: (await registerOf(rows, { nowMs: deps.clock.nowMs(), isWanted: () => true })).figures,
  }));
}

async function campaignOf(
  rows: StoreReader,
  { code, name, country, state, settings }: CampaignRow,
): Promise<PaperCampaign> {
  const { charity, starts, ends, contract, retentionDays, enrichment } = settings;
  return {
    ...{ code, name, country, state, starts, ends, contract, retentionDays },
    charity: charity.name,
    charityContact: charity.donorContact,
    legalBasis: charity.legalBasis ?? null,
    representative: charity.representative ?? null,
    supplier: enrichment?.supplier ?? null,
    records: (await rows.breaches.exposure(code)).records,
    isProfiled: Object.keys(settings.profiles ?? {}).length > 0,
  };
}

/** An account closed by hand since that instant was open at it. */
async function accountsOf(
  rows: StoreReader,
  changes: readonly PaperChange[],
): Promise<readonly PaperAccount[]> {
  const closedSince = new Set(
    changes.filter((one) => one.action === 'account.disable').map((one) => one.login),
  );
  return await inTurn.map(await rows.accounts.all(), async (account) => ({
    login: account.login,
    role: account.role,
    campaigns: account.campaigns,
    fromMs: account.validFromMs,
    toMs: account.validToMs,
    disabled: account.disabled && !closedSince.has(account.id),
    hasCode: (await rows.accounts.codeSecret(account.id)) !== undefined,
  }));
}

/** In one walk; `login` holds the account’s id here. */
async function fromLog(
  deps: Pick<GatherPapersDeps, 'store'>,
  atMs: number,
): Promise<{ readonly changes: readonly PaperChange[]; readonly rehearsals: readonly AuditRow[] }> {
  const changes: PaperChange[] = [];
  const rehearsals: AuditRow[] = [];
  for await (const page of walkAudit(deps))
    for (const row of page) {
      if (row.atMs > atMs && RIGHTS.test(row.action))
        changes.push({ atMs: row.atMs, login: row.subject, action: row.action });
      if (row.atMs <= atMs && isRehearsal(row)) rehearsals.push(row);
    }
  return { changes: changes.slice(-MOST_CHANGES), rehearsals: rehearsals.slice(-MOST_CHANGES) };
}
