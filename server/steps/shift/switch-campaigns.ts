import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

export interface SwitchRequest {
  readonly lead: AccountRow;
  readonly login: string;
  /** Among the lead's own: the agent's others stay as they are. */
  readonly campaigns: readonly string[];
  readonly reason: string;
}

export interface SwitchResult {
  readonly campaigns: readonly string[];
  /** Records of campaigns taken away that stay given to the agent: to be reassigned. */
  readonly left: number;
}

/**
 * Which of the lead's campaigns an agent gets cards of, from the next card on; the card on screen is finished. A campaign
 * newly given is served once its practice is passed. Giving what the agent has already changes nothing and is not
 * noted. At least one stays: somebody without any would leave the lead's floor, who could not call them back. AppErrors
 * `agent-unknown`, `campaign-not-yours`, `campaign-last`.
 */
export async function switchCampaigns(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: SwitchRequest,
): Promise<SwitchResult> {
  const { lead, login, reason } = request;
  const atMs = clock.nowMs();
  return await store.write(async (rows) => {
    const agent = await agentOf(rows, lead, login);
    if (request.campaigns.some((code) => !lead.campaigns.includes(code))) throw notYours();
    if (request.campaigns.length === 0) throw leavesTeam();
    const kept = agent.campaigns.filter((code) => !lead.campaigns.includes(code));
    const campaigns = [...kept, ...new Set(request.campaigns)];
    const removed = agent.campaigns.filter((code) => !campaigns.includes(code));
    const added = campaigns.filter((code) => !agent.campaigns.includes(code));
    const left = await leftWith(rows, agent, removed);
    if (removed.length === 0 && added.length === 0) return { campaigns, left };
    await rows.accounts.update(agent.id, { campaigns });
    await trail(rows, { actor: lead.id, atMs })('account.campaigns', agent.id, {
      reason,
      detail: { added: added.join(' '), removed: removed.join(' ') },
    });
    await tell(rows, { agent: agent.id, atMs, campaigns });
    return { campaigns, left };
  });
}

async function leftWith(rows: StoreReader, agent: AccountRow, removed: readonly string[]): Promise<number> {
  return await inTurn.reduce(
    removed,
    async (sum, campaign) => sum + (await rows.records.matching({ campaign, agent: agent.id }, 1_000)).length,
    0,
  );
}

async function tell(
  rows: StoreWriter,
  { agent, atMs, campaigns }: { agent: string; atMs: number; campaigns: readonly string[] },
): Promise<void> {
  const text = `Vos campagnes, par votre chef d’équipe : ${campaigns.join(', ') || 'aucune'}.`;
  await rows.floor.addLiveEvent({ atMs, agent, event: { kind: 'record-moved', text } });
}

async function agentOf(rows: StoreReader, lead: AccountRow, login: string): Promise<AccountRow> {
  const account = await rows.accounts.byLogin(login);
  const isMine = account?.campaigns.some((code) => lead.campaigns.includes(code));
  if (account?.role === 'agent' && !account.disabled && isMine) return account;
  throw new AppError({
    code: 'agent-unknown',
    kind: 'not-found',
    message: `Aucun téléacteur de votre équipe ne porte l’identifiant « ${login} ».`,
    hint: 'Les identifiants sont dans « plateau floor ».',
  });
}

function notYours(): AppError {
  return new AppError({
    code: 'campaign-not-yours',
    kind: 'forbidden',
    message: 'Une de ces campagnes n’est pas dans votre équipe.',
    hint: 'Demandez au responsable des données de vous l’ouvrir (plateau account).',
  });
}

function leavesTeam(): AppError {
  return new AppError({
    code: 'campaign-last',
    kind: 'conflict',
    message: 'Sans aucune de vos campagnes, cette personne quitterait votre équipe.',
    hint: 'Laissez-lui-en une ; pour l’arrêter tout à fait, voyez le responsable des données (plateau account).',
  });
}
