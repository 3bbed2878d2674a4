import { inTurn } from '../../../shared/in-turn.ts';
import type { KeptFigures } from '../../domain/indicators/kept-figures.ts';
import type { EvidenceFacts } from '../../domain/papers/evidence-facts.ts';
import { purgeCountdown } from '../../domain/purge/purge-countdown.ts';
import { bodyHash } from '../../domain/said/script-draft.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type ProveDeps, proveAudit } from '../audit/prove-audit.ts';
import { isErased, mayView, requireCampaign } from '../find-campaign.ts';
import { figuresOf } from '../purge/begin-purge.ts';
import { certificateNumber } from '../purge/certify-purge.ts';
import { type PlanDeps, planPurge } from '../purge/plan-purge.ts';
import { moduleTitle, sessionLines } from '../shift/training-sessions.ts';
import { conditionsOf } from '../staff/read-conditions.ts';
import { registerOf } from '../staff/read-staff.ts';
import { type GatherPapersDeps, gatherPapers } from './gather-papers.ts';
import { instructionsOf } from './record-instruction.ts';

/** Weeks of working conditions that a pack shows. */
const CONDITION_WEEKS = 8;

export type GatherEvidenceDeps = GatherPapersDeps & PlanDeps & ProveDeps;

/** What the pack states, as it stands now; the log is read whole and compared with the drop. AppError `campaign-unknown`. */
export async function gatherEvidence(
  deps: GatherEvidenceDeps,
  { campaign: code }: { readonly campaign: string },
): Promise<EvidenceFacts> {
  const campaign = await deps.store.read((rows) => requireCampaign(rows, code));
  const charity = campaign.charity;
  const papers = await gatherPapers(deps, { atMs: deps.clock.nowMs() });
  const proof = await proveAudit(deps);
  const { count: entries, dropRefused, ...proven } = proof;
  const backups = await deps.backups.list();
  const purge = await purgeOf(deps, campaign);
  return await deps.store.read(async (rows) => ({
    campaign: code,
    name: campaign.name,
    charity: campaign.settings.charity.name,
    state: campaign.state,
    builtAtMs: papers.builtAtMs,
    tool: papers.tool,
    houseFingerprint: papers.houseFingerprint,
    directories: papers.directories.filter((one) => one.code === charity),
    accounts: papers.accounts.filter((account) => mayView(account, code)),
    changes: papers.changes,
    audit: { ...proven, entries, dropRefused: dropRefused ?? null },
    ...(await workOf(rows, code)),
    conditions: await conditionsOf(rows, campaign, { weeks: CONDITION_WEEKS, nowMs: papers.builtAtMs }),
    staff: await registerOf(rows, {
      nowMs: papers.builtAtMs,
      isWanted: (account) => mayView(account, code),
      campaign: code,
    }),
    backups: backups.map(({ name, createdAtMs, sealed, recipients, campaigns }) => ({
      ...{ name, createdAtMs, recipients, sha256: sealed.sha256 },
      records: campaigns.find((one) => one.code === code)?.records ?? 0,
    })),
    purge,
    certificate: await certificateOf(rows, code),
    breaches: (await rows.breaches.all())
      .filter(({ campaigns }) => campaigns.includes(code))
      .map(({ id }) => id),
    rehearsals: papers.rehearsals,
    instructions: await instructionsOf(rows, [code]),
    figures: await figures(rows, campaign),
    installation: papers.installation,
  }));
}

async function purgeOf(deps: GatherEvidenceDeps, campaign: CampaignRow): Promise<EvidenceFacts['purge']> {
  if (isErased(campaign.state)) return null;
  const { items, obstacles } = await planPurge(deps, { campaign: campaign.code });
  const { ends, retentionDays } = campaign.settings;
  const { closedAtMs } = campaign;
  const end = { ends, closedAtMs, retentionDays, isPurged: false };
  const countdown = purgeCountdown(end, deps.clock.nowMs());
  return { countdown, items, obstacles };
}

/** Number of the certificate, once it stands. */
async function certificateOf(rows: StoreReader, code: string): Promise<string | null> {
  const purge = await rows.purges.byCampaign(code);
  return purge && purge.finishedAtMs !== null ? certificateNumber(purge) : null;
}

async function figures(rows: StoreReader, campaign: CampaignRow): Promise<KeptFigures> {
  return (await rows.purges.keptFigures(campaign.code)) ?? (await figuresOf(rows, campaign));
}

async function workOf(
  rows: StoreReader,
  code: string,
): Promise<Pick<EvidenceFacts, 'deliveries' | 'training' | 'modules' | 'sessions' | 'scripts'>> {
  const loginOf = async (id: string) => (await rows.accounts.byId(id))?.login ?? id;
  return {
    deliveries: await inTurn.map(await rows.deliveries.all(code), async (row) => {
      const { kind, period, fileName, sha256Sealed, builtAtMs, deliveredAtMs } = row;
      const hasManifest = (await rows.deliveries.proof(row.id))?.manifest != null;
      return { kind, period, fileName, rows: row.rows, sha256Sealed, builtAtMs, deliveredAtMs, hasManifest };
    }),
    training: await inTurn.map(
      (await rows.training.all()).filter((one) => one.campaign === code),
      async ({ account, kind, passedAtMs }) => ({ login: await loginOf(account), kind, passedAtMs }),
    ),
    modules: await inTurn.map(await rows.modules.passes(code), async ({ account, module, passedAtMs }) => ({
      title: await moduleTitle(rows, code, module),
      login: await loginOf(account),
      passedAtMs,
    })),
    sessions: (await sessionLines(rows, code)).map(({ title, heldOn, place, givenBy, minutes, attended }) => {
      return { title, heldOn, place, givenBy, minutes, attended };
    }),
    scripts: await inTurn.map(
      await rows.scriptLives.ofCampaign(code),
      async ({ kind, version, hash, state, approval, fromMs }) => {
        const body = await rows.scriptLives.body({ campaign: code, kind, version });
        const sha256 = hash || (body ? bodyHash(body) : '');
        return { kind, version, sha256, state, approval, fromMs };
      },
    ),
  };
}
