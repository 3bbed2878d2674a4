import { AppError } from '../../shared/errors.ts';
import type { Role } from '../../shared/roles.ts';
import type { AccountRow } from '../ports/rows/accounts.ts';
import type { CampaignHead } from '../ports/rows/campaign-heads.ts';
import type { CampaignRow, CampaignState } from '../ports/rows/campaigns.ts';
import type { LineRow } from '../ports/rows/lines.ts';
import type { Store, StoreReader } from '../ports/store.ts';

/**
 * The campaign that a request names, and every reason why it does not serve. In the hall, because nearly every room of the
 * steps begins here.
 */

/** The campaign of that code, in whatever state. AppErrors `campaign-unknown`, `campaign-is-line`. */
export async function requireCampaign(rows: StoreReader, code: string): Promise<CampaignRow> {
  const campaign = await rows.campaigns.byCode(code);
  if (campaign) return campaign;
  throw (await rows.lines.byCode(code)) ? campaignIsLine() : unknownCampaign();
}

/** What every campaign has, of one that calls or of a pledge line, in whatever state. AppError `campaign-unknown`. */
export async function requireHead(rows: StoreReader, code: string): Promise<CampaignHead> {
  const head = await rows.campaignHeads.byCode(code);
  if (head) return head;
  throw unknownCampaign();
}

/** The pledge line of that code, in whatever state. AppErrors `campaign-unknown`, `campaign-not-line`. */
export async function requireLine(rows: StoreReader, code: string): Promise<LineRow> {
  const line = await rows.lines.byCode(code);
  if (line) return line;
  if (!(await rows.campaigns.byCode(code))) throw unknownCampaign();
  throw new AppError({
    code: 'campaign-not-line',
    kind: 'conflict',
    message: 'Cette campagne appelle des donateurs : elle n’a pas de promesses.',
    hint: 'Donnez le code d’une ligne de promesses (« plateau status »).',
  });
}

/** AppError `campaign-is-line`, with what of it the caller can look at instead. */
export function campaignIsLine(hint = 'Ses promesses : plateau pledge list.'): AppError {
  return new AppError({
    code: 'campaign-is-line',
    kind: 'conflict',
    message:
      'Cette campagne est une ligne de promesses : ses appels arrivent, elle n’a ni fiches ni fichier.',
    hint,
  });
}

/** A campaign whose data stand, open or closed. AppErrors `campaign-unknown`, `campaign-purged`. */
export async function campaignToDeliver(
  { store }: { readonly store: Store },
  code: string,
): Promise<CampaignRow> {
  const campaign = await store.read((rows) => requireCampaign(rows, code));
  refuseErased(campaign.state);
  return campaign;
}

/** A campaign that takes records. AppErrors `campaign-unknown`, `campaign-not-open`. */
export async function campaignToFill(
  { store }: { readonly store: Store },
  code: string,
): Promise<CampaignRow> {
  const campaign = await store.read((rows) => requireCampaign(rows, code));
  if (campaign.state === 'open') return campaign;
  throw campaignNotOpen({
    message: 'Cette campagne n’est plus ouverte : elle ne reçoit plus de fiches.',
    hint: 'Créez une campagne pour ces fiches, ou vérifiez le code avec « plateau status ».',
  });
}

/** Who answers for every campaign; all others see those of their grant, and a new role too. */
const HOUSE_WIDE: ReadonlySet<Role> = new Set(['ops', 'dataOfficer']);

/** Is that campaign, or something of it, in that account's sight? */
export function mayView({ role, campaigns }: Pick<AccountRow, 'role' | 'campaigns'>, code: string): boolean {
  return HOUSE_WIDE.has(role) || campaigns.includes(code);
}

/**
 * A campaign whose data stand, among those of the account unless it answers for all. AppErrors `campaign-unknown`,
 * `campaign-purged`.
 */
export async function campaignInView(
  rows: StoreReader,
  code: string,
  account: AccountRow,
): Promise<CampaignRow> {
  const campaign = await requireCampaign(rows, code);
  if (!mayView(account, code)) throw unknownCampaign();
  refuseErased(campaign.state);
  return campaign;
}

/** As `campaignInView`, and open still: for what changes it. AppError `campaign-not-open` besides. */
export async function openCampaignInView(
  rows: StoreReader,
  code: string,
  account: AccountRow,
): Promise<CampaignRow> {
  const campaign = await campaignInView(rows, code, account);
  if (campaign.state === 'open') return campaign;
  throw notOpenAnyMore(code);
}

/**
 * What every campaign has, of one that calls or of a pledge line in the account's sight, whose data stand. AppErrors
 * `campaign-unknown`, `campaign-purged`.
 */
export async function headInView(
  rows: StoreReader,
  code: string,
  account: Pick<AccountRow, 'role' | 'campaigns'>,
): Promise<CampaignHead> {
  const head = await requireHead(rows, code);
  if (!mayView(account, code)) throw unknownCampaign();
  refuseErased(head.state);
  return head;
}

/** As `headInView`, and open still: for what changes what it says. AppError `campaign-not-open` besides. */
export async function openHeadInView(
  rows: StoreReader,
  code: string,
  account: Pick<AccountRow, 'role' | 'campaigns'>,
): Promise<CampaignHead> {
  const head = await headInView(rows, code, account);
  if (head.state === 'open') return head;
  throw notOpenAnyMore(code);
}

function notOpenAnyMore(code: string): AppError {
  return campaignNotOpen({
    message: `La campagne ${code} n’est plus ouverte : rien n’y change plus.`,
    hint: 'Ses versions se lisent toujours : plateau script list.',
  });
}

/** Open campaigns of the same charity: an objection reaches them all. */
export async function openSisters(rows: StoreReader, charity: string): Promise<readonly CampaignRow[]> {
  return (await rows.campaigns.all()).filter((row) => row.charity === charity && row.state === 'open');
}

/** Its data are destroyed, or being so; a campaign that is not there has none to destroy. */
export function isErased(state: CampaignState | undefined): boolean {
  return state === 'purging' || state === 'purged';
}

/** AppError `campaign-purged` when its data are erased, with what the caller can do instead. */
export function refuseErased(
  state: CampaignState | undefined,
  hint = 'Les accusés des livraisons passées restent dans « plateau status ».',
): void {
  if (!isErased(state)) return;
  throw new AppError({
    code: 'campaign-purged',
    kind: 'conflict',
    message: 'Les données de cette campagne sont effacées ou en cours d’effacement.',
    hint,
  });
}

/** AppError `campaign-unknown`, the same for every step that is given a code. */
export function unknownCampaign(hint = 'La liste des campagnes est dans « plateau status ».'): AppError {
  return new AppError({
    code: 'campaign-unknown',
    kind: 'not-found',
    message: 'Cette campagne n’existe pas.',
    hint,
  });
}

/** AppError `campaign-not-open`: what the caller wanted of it, and what to do instead. */
export function campaignNotOpen(said: { readonly message: string; readonly hint: string }): AppError {
  return new AppError({ code: 'campaign-not-open', kind: 'conflict', ...said });
}

/** AppError `week-unknown`. */
export function weekUnknown(): AppError {
  return new AppError({
    code: 'week-unknown',
    kind: 'invalid',
    message: 'Cette semaine n’existe pas.',
    hint: 'Écrivez-la comme 2026-S47.',
  });
}
