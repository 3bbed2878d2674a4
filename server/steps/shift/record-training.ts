import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { TrainingKind, TrainingRow } from '../../ports/rows/training.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { modulesOf, modulesToLearn } from './training-modules.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Writes the training down with its trace; one already recorded stands. Within one transaction. */
export async function addTraining(
  rows: StoreWriter,
  row: TrainingRow,
  reason = '',
): Promise<{ readonly passedAtMs: number }> {
  if (!(await rows.training.add(row))) {
    const known = (await rows.training.of(row.account)).find((one) => one.campaign === row.campaign);
    return { passedAtMs: known?.passedAtMs ?? row.passedAtMs };
  }
  await trail(rows, { actor: row.recordedBy, atMs: row.passedAtMs })('training.pass', row.account, {
    campaign: row.campaign,
    reason,
    detail: { kind: row.kind },
  });
  return { passedAtMs: row.passedAtMs };
}

async function agentOf(rows: StoreReader, login: string): Promise<AccountRow> {
  const account = await rows.accounts.byLogin(login);
  if (account?.role === 'agent') return account;
  throw new AppError({
    code: 'training-agent-unknown',
    kind: 'not-found',
    message: 'Aucun téléacteur ne porte cet identifiant.',
    hint: 'Vérifiez-le avec « plateau floor ».',
  });
}

interface Vouched {
  readonly agent: AccountRow;
  readonly lead: Pick<AccountRow, 'campaigns'>;
  readonly campaign: string;
}

async function refuseOtherCampaign(rows: StoreReader, { agent, lead, campaign }: Vouched): Promise<void> {
  const isTheirs = [agent, lead].every(({ campaigns }) => campaigns.includes(campaign));
  if (isTheirs && (await rows.campaigns.byCode(campaign))) return;
  throw new AppError({
    code: 'training-campaign',
    kind: 'invalid',
    message: 'Cette personne n’appelle pas pour cette campagne, ou elle n’est pas une des vôtres.',
    hint: 'Donnez-lui d’abord la campagne : « plateau account extend ».',
  });
}

interface VouchRequest {
  readonly lead: Pick<AccountRow, 'id' | 'campaigns'>;
  readonly login: string;
  readonly campaign: string;
  readonly reason: string;
}

/**
 * A training done outside the workstation, vouched for with a reason by a lead of that campaign. A second record changes
 * nothing and gives the first date. AppErrors `training-agent-unknown`, `training-campaign`.
 */
export async function recordTraining(
  { store, clock }: Deps,
  request: VouchRequest,
): Promise<{ readonly passedAtMs: number }> {
  const { lead, login, campaign, reason } = request;
  return await store.write(async (rows) => {
    const agent = await agentOf(rows, login);
    await refuseOtherCampaign(rows, { agent, lead, campaign });
    const row = { account: agent.id, campaign, kind: 'outside', recordedBy: lead.id } as const;
    return await addTraining(rows, { ...row, passedAtMs: clock.nowMs() }, reason);
  });
}

/** Who may be served which campaign. */
export interface TrainingLine {
  readonly login: string;
  readonly displayName: string;
  readonly campaign: string;
  /** Absent: not passed yet. */
  readonly passed?: { readonly atMs: number; readonly kind: TrainingKind; readonly by: string };
  /** Modules of the campaign: how many are theirs, of how many. */
  readonly modules: { readonly learned: number; readonly of: number };
}

/** One line per agent and campaign of theirs that the lead leads, passed or not. */
export async function listTraining(
  { store }: Pick<Deps, 'store'>,
  lead: Pick<AccountRow, 'campaigns'>,
): Promise<readonly TrainingLine[]> {
  return await store.read(async (rows) => {
    const agents = (await rows.accounts.all()).filter((one) => one.role === 'agent' && !one.disabled);
    return await inTurn.flatMap(agents, async ({ id, login, displayName, campaigns }) => {
      const passed = await rows.training.of(id);
      const led = campaigns.filter((code) => lead.campaigns.includes(code));
      return await inTurn.map(led, async (campaign): Promise<TrainingLine> => {
        const row = passed.find((one) => one.campaign === campaign);
        const all = (await modulesOf(rows, campaign)).length;
        const missing = (await modulesToLearn(rows, { agent: id, campaign })).length;
        const line = { login, displayName, campaign, modules: { learned: all - missing, of: all } };
        if (!row) return line;
        const by = (await rows.accounts.byId(row.recordedBy))?.login ?? row.recordedBy;
        return { ...line, passed: { atMs: row.passedAtMs, kind: row.kind, by } };
      });
    });
  });
}
