import { isDeepStrictEqual } from 'node:util';
import { inTurn } from '../../../shared/in-turn.ts';
import { withSaidValues } from '../../domain/campaign/said-settings.ts';
import { type Edition, type EditionPart, editionOf } from '../../domain/said/edition.ts';
import { bodyHash, saysTheSame, settingsDraft } from '../../domain/said/script-draft.ts';
import { partsOf, type ScriptBody, type ScriptKind } from '../../domain/said/script-parts.ts';
import type { CampaignHead } from '../../ports/rows/campaign-heads.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { LeaseRow } from '../../ports/rows/leases.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { SAID_PARTS, type SaidRows } from './said-parts.ts';

type Rows = Pick<StoreReader, 'editions' | 'scriptLives'> & SaidRows;

/** A campaign that calls, or a line, with the edition that was compared last. */
type Saying = Pick<CampaignHead, 'code' | 'edition'> & { readonly isLine?: boolean };

/**
 * Parts of what cards and e-mails are served with that are not what is approved and in force: by no command of this
 * program, but a base may be written by another hand, or come back from one. Empty: all is as approved.
 */
export async function unapprovedParts(rows: Rows, campaign: Saying): Promise<readonly ScriptKind[]> {
  if (campaign.edition !== undefined) return [];
  return await inTurn.filter(partsOf(campaign), async (kind) => {
    const life = await rows.scriptLives.inForce(campaign.code, kind);
    const body = life && (await rows.scriptLives.body(life));
    if (!life || !body) return false;
    // A script is approved as its file stands, which is not kept.
    const isIntact = life.hash === '' || kind === 'script' || bodyHash(body) === life.hash;
    const served = await SAID_PARTS[kind].served(rows, life);
    return !isIntact || !served || !saysTheSame(served, await asServed(rows, campaign, body));
  });
}

/** With what this program adds by default to the settings of an older one. */
async function asServed(rows: Rows, { code }: Saying, body: ScriptBody): Promise<ScriptBody> {
  const campaign = 'values' in body ? await rows.campaigns.byCode(code) : undefined;
  if (!campaign || !('values' in body)) return body;
  return settingsDraft(body.kind, withSaidValues(campaign.settings, body.kind, body.values)).body;
}

async function partsInForce({ scriptLives }: Rows, campaign: Saying): Promise<readonly EditionPart[]> {
  return await inTurn.flatMap(partsOf(campaign), async (kind) => {
    const life = await scriptLives.inForce(campaign.code, kind);
    const body = life && (await scriptLives.body(life));
    return body ? [{ kind, version: life.version, hash: life.hash || bodyHash(body) }] : [];
  });
}

/** What that campaign says and sends now; undefined when a part of it is not what was approved. Changes nothing. */
export async function editionInForce(rows: Rows, campaign: Saying): Promise<Edition | undefined> {
  const { code, edition } = campaign;
  const known = edition === undefined ? undefined : await rows.editions.byDigest(code, edition);
  if (known) return known;
  return (await unapprovedParts(rows, campaign)).length > 0
    ? undefined
    : editionOf(await partsInForce(rows, campaign));
}

/** Of each open campaign; null where something else than what was approved would be said. */
export async function editionsNow(
  rows: StoreReader,
): Promise<readonly { readonly campaign: string; readonly digest: string | null }[]> {
  return await inTurn.flatMap(await rows.campaignHeads.all(), async (campaign) => {
    if (campaign.state !== 'open') return [];
    return [{ campaign: campaign.code, digest: (await editionInForce(rows, campaign))?.digest ?? null }];
  });
}

/** The same, kept for the cards and e-mails that follow; compared again only once something changed. Within a transaction. */
export async function holdEdition(
  rows: StoreWriter,
  campaign: Saying,
  atMs: number,
): Promise<string | undefined> {
  if (campaign.edition !== undefined) return campaign.edition;
  const edition = await editionInForce(rows, campaign);
  if (edition) await rows.editions.keep(campaign.code, edition, atMs);
  return edition?.digest;
}

/** The campaign as that call's card was served: what came into force since is for the next one. */
export async function campaignOfCall(
  rows: Rows,
  { campaign: code, edition: digest }: Pick<LeaseRow, 'campaign' | 'edition'>,
): Promise<CampaignRow | undefined> {
  const campaign = await rows.campaigns.byCode(code);
  if (!campaign || digest === null || digest === campaign.edition) return campaign;
  const parts = (await rows.editions.byDigest(code, digest))?.parts ?? [];
  const settings = await inTurn.reduce(
    parts,
    async (now, part) => {
      const body = await rows.scriptLives.body({ campaign: code, ...part });
      return body && 'values' in body ? withSaidValues(now, body.kind, body.values) : now;
    },
    campaign.settings,
  );
  return isDeepStrictEqual(settings, campaign.settings) ? campaign : { ...campaign, settings };
}
