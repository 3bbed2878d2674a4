import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import type { BreachAccess, BreachDay, BreachedCampaign, BreachFacts } from '../../domain/papers/breach.ts';
import { holdsCampaign } from '../../domain/purge/backup-manifest.ts';
import type { Backups } from '../../ports/backup.ts';
import type { AuditRow } from '../../ports/rows/audit.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { walkAudit } from '../audit/walk-audit.ts';
import { mayView } from '../find-campaign.ts';
import { countDirectories } from './count-directories.ts';

export interface GatherDeps {
  readonly store: Store;
  readonly backups: Pick<Backups, 'list'>;
}

/** How far back the timeline looks before the discovery. */
const TIMELINE_DAYS = 30;
const DAY_MS = 86_400_000;
/** The whole house's doors: they bear no campaign and matter to each. */
const HOUSE_ACTIONS = /^(session|account|access|key|backup|audit|house|approval)\./;

/** Counts, accesses and the timeline of the log, as they stand now. Reads only; no record is opened. */
export async function gatherBreach(
  deps: GatherDeps,
  request: {
    readonly campaigns: readonly CampaignRow[];
    readonly discoveredAtMs: number;
    readonly openedAtMs: number;
  },
): Promise<BreachFacts> {
  const codes = new Set(request.campaigns.map(({ code }) => code));
  const charities = new Set(request.campaigns.map(({ charity }) => charity));
  const fromMs = request.discoveredAtMs - TIMELINE_DAYS * DAY_MS;
  const backups = await deps.backups.list();
  const head = await deps.store.read((rows) => rows.audit.head());
  const timeline = await timelineOf(deps, { codes, charities, fromMs, toSeq: head.seq });
  return await deps.store.read(async (rows) => ({
    campaigns: await inTurn.map(request.campaigns, (one) => exposureOf(rows, one)),
    directories: await countDirectories(rows, charities),
    access: await accessOf(rows, codes, { fromMs, toMs: request.openedAtMs }),
    timelineFromMs: fromMs,
    timeline,
    auditHead: { seq: head.seq, hash: head.hash },
    backups: backups.filter((one) => [...codes].some((code) => holdsCampaign(one, code))).length,
  }));
}

async function exposureOf(rows: StoreReader, campaign: CampaignRow): Promise<BreachedCampaign> {
  const { code, name, country, state, keyFingerprint } = campaign;
  const received = (await rows.records.contactFiles(code)).reduce((sum, file) => sum + file.rows, 0);
  const charity = campaign.settings.charity.name;
  return {
    code,
    name,
    charity,
    country,
    state,
    received,
    ...(await rows.breaches.exposure(code)),
    keyFingerprint,
  };
}

/** A data officer and ops see every campaign; the others those they are given. */
async function accessOf(
  rows: StoreReader,
  codes: ReadonlySet<string>,
  span: { readonly fromMs: number; readonly toMs: number },
): Promise<readonly BreachAccess[]> {
  return (await rows.accounts.all())
    .filter(({ validFromMs, validToMs }) => validFromMs <= span.toMs && validToMs >= span.fromMs)
    .filter((account) => [...codes].some((code) => mayView(account, code)))
    .map(({ login, role, campaigns, validFromMs: fromMs, validToMs: toMs, disabled }) => {
      return { login, role, campaigns, fromMs, toMs, disabled };
    });
}

interface Concerned {
  readonly codes: ReadonlySet<string>;
  readonly charities: ReadonlySet<string>;
}

/** What is done in a directory names its charity, as its subject or beside it. */
function concerns({ campaign, action, subject, detail }: AuditRow, { codes, charities }: Concerned): boolean {
  if (campaign !== '') return codes.has(campaign);
  if (HOUSE_ACTIONS.test(action)) return true;
  return charities.has(subject) || (typeof detail.charity === 'string' && charities.has(detail.charity));
}

async function timelineOf(
  deps: Pick<GatherDeps, 'store'>,
  span: Concerned & { readonly fromMs: number; readonly toSeq: number },
): Promise<readonly BreachDay[]> {
  const days = new Map<string, { day: string; action: string; times: number; actors: Set<string> }>();
  for await (const page of walkAudit(deps, { toSeq: span.toSeq })) {
    for (const row of page) {
      if (row.atMs < span.fromMs || !concerns(row, span)) continue;
      const day = civilDate(row.atMs);
      const key = `${day} ${row.action}`;
      const line = days.get(key) ?? { day, action: row.action, times: 0, actors: new Set<string>() };
      line.times += 1;
      line.actors.add(row.actor);
      days.set(key, line);
    }
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { actors, ...line }]) => ({ ...line, actors: actors.size }));
}
