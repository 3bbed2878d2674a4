import { isDeepStrictEqual } from 'node:util';
import { withSaidValues } from '../../domain/campaign/said-settings.ts';
import { SCRIPT_KINDS, type ScriptBody, type ScriptKind } from '../../domain/campaign/script-parts.ts';
import {
  bodyHash,
  emailsDraft,
  saysTheSame,
  settingsDraft,
} from '../../domain/campaign-check/script-draft.ts';
import { type Edition, type EditionPart, editionOf } from '../../domain/script/edition.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { LeaseRow } from '../../ports/rows/leases.ts';
import type { ScriptLife } from '../../ports/rows/script-lives.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';

type Rows = Pick<StoreReader, 'aids' | 'campaigns' | 'editions' | 'scriptLives'>;

/**
 * Parts of what cards and e-mails are served with that are not what is approved and in force: by no command of this
 * program, but a base may be written by another hand, or come back from one. Empty: all is as approved.
 */
export function unapprovedParts(rows: Rows, campaign: CampaignRow): readonly ScriptKind[] {
  if (campaign.edition !== undefined) return [];
  return SCRIPT_KINDS.filter((kind) => {
    const life = rows.scriptLives.inForce(campaign.code, kind);
    const body = life && rows.scriptLives.body(life);
    if (!life || !body) return false;
    // A script is approved as its file stands, which is not kept.
    const isIntact = life.hash === '' || kind === 'script' || bodyHash(body) === life.hash;
    const served = servedBody(rows, campaign, life);
    return !isIntact || !served || !saysTheSame(served, asServed(campaign, body));
  });
}

/** With what this program adds by default to the settings of an older one. */
function asServed({ settings }: CampaignRow, body: ScriptBody): ScriptBody {
  if (!('values' in body)) return body;
  return settingsDraft(body.kind, withSaidValues(settings, body.kind, body.values)).body;
}

/** What is said now under that part; undefined when another version is. */
function servedBody(
  rows: Rows,
  campaign: CampaignRow,
  { kind, version }: ScriptLife,
): ScriptBody | undefined {
  const { code, settings, emails } = campaign;
  if (kind === 'script') {
    const script = campaign.scriptVersion === version ? rows.campaigns.script(code, version) : undefined;
    return script && { kind, script };
  }
  if (kind === 'notes') {
    const aids = rows.aids.currentVersion(code) === version ? rows.aids.byVersion(code, version) : undefined;
    return aids && { kind, aids };
  }
  return kind === 'emails' ? emailsDraft(emails).body : settingsDraft(kind, settings).body;
}

function partsInForce({ scriptLives }: Rows, code: string): readonly EditionPart[] {
  return SCRIPT_KINDS.flatMap((kind) => {
    const life = scriptLives.inForce(code, kind);
    const body = life && scriptLives.body(life);
    return body ? [{ kind, version: life.version, hash: life.hash || bodyHash(body) }] : [];
  });
}

/** What that campaign says and sends now; undefined when a part of it is not what was approved. Changes nothing. */
export function editionInForce(rows: Rows, campaign: CampaignRow): Edition | undefined {
  const { code, edition } = campaign;
  const known = edition === undefined ? undefined : rows.editions.byDigest(code, edition);
  if (known) return known;
  return unapprovedParts(rows, campaign).length > 0 ? undefined : editionOf(partsInForce(rows, code));
}

/** Of each open campaign; null where something else than what was approved would be said. */
export function editionsNow(
  rows: StoreReader,
): readonly { readonly campaign: string; readonly digest: string | null }[] {
  return rows.campaigns.all().flatMap((campaign) => {
    if (campaign.state !== 'open') return [];
    return [{ campaign: campaign.code, digest: editionInForce(rows, campaign)?.digest ?? null }];
  });
}

/** The same, kept for the cards and e-mails that follow; compared again only once something changed. Within a transaction. */
export function holdEdition(rows: StoreWriter, campaign: CampaignRow, atMs: number): string | undefined {
  if (campaign.edition !== undefined) return campaign.edition;
  const edition = editionInForce(rows, campaign);
  if (edition) rows.editions.keep(campaign.code, edition, atMs);
  return edition?.digest;
}

/** The campaign as that call's card was served: what came into force since is for the next one. */
export function campaignOfCall(
  rows: Rows,
  { campaign: code, edition: digest }: Pick<LeaseRow, 'campaign' | 'edition'>,
): CampaignRow | undefined {
  const campaign = rows.campaigns.byCode(code);
  if (!campaign || digest === null || digest === campaign.edition) return campaign;
  const parts = rows.editions.byDigest(code, digest)?.parts ?? [];
  const settings = parts.reduce((now, part) => {
    const body = rows.scriptLives.body({ campaign: code, ...part });
    return body && 'values' in body ? withSaidValues(now, body.kind, body.values) : now;
  }, campaign.settings);
  return isDeepStrictEqual(settings, campaign.settings) ? campaign : { ...campaign, settings };
}
