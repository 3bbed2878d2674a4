import assert from 'node:assert/strict';
import type { CallScript } from '../../../shared/call-script.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { CampaignSettings } from '../../domain/campaign/campaign-settings.ts';
import { withSaidValues } from '../../domain/campaign/said-settings.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import { partDiff } from '../../domain/said/part-diff.ts';
import { PART_WORDS } from '../../domain/said/part-words.ts';
import { bodyHash } from '../../domain/said/script-draft.ts';
import { partsOf } from '../../domain/said/script-parts.ts';
import type { ScriptDiff } from '../../domain/script/script-diff.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignHead } from '../../ports/rows/campaign-heads.ts';
import type {
  ScriptBody,
  ScriptKey,
  ScriptKind,
  ScriptLife,
  ScriptState,
} from '../../ports/rows/script-lives.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { campaignInView, headInView } from '../find-campaign.ts';
import { editionInForce, unapprovedParts } from './edition-in-force.ts';
import { lifeIn, scriptRefusal, signedLife } from './script-standing.ts';

interface Deps {
  readonly store: Store;
}

/** Every version of a campaign, scripts first, in the order of their imports. AppErrors `campaign-unknown`, `campaign-purged`. */
export async function listScripts(
  { store }: Deps,
  request: { readonly campaign: string; readonly account: AccountRow },
): Promise<readonly ScriptLife[]> {
  return await store.read(
    async (rows) =>
      await inTurn.map(
        await rows.scriptLives.ofCampaign((await headInView(rows, request.campaign, request.account)).code),
        (life) => signedLife(rows, life),
      ),
  );
}

/** One version with its whole content, whatever its state. AppErrors `script-version-unknown`, those of the campaign. */
export async function showScript(
  { store }: Deps,
  request: ScriptKey & { readonly account: AccountRow },
): Promise<{ readonly life: ScriptLife; readonly body: ScriptBody }> {
  return await store.read(async (rows) => {
    await headInView(rows, request.campaign, request.account);
    return { life: await lifeIn(rows, request), body: await bodyIn(rows, request) };
  });
}

/** The version asked for, and of the other parts what is in force. */
type ShownParts = readonly { readonly life: ScriptLife; readonly body: ScriptBody }[];

/** Of a pledge line, which has no script to follow, or of a campaign that calls. */
type ForPage =
  | { readonly settings: LineSettings; readonly parts: ShownParts }
  | { readonly settings: CampaignSettings; readonly script: CallScript; readonly parts: ShownParts };

/**
 * What a page to approve shows: one version of a part, with the others that it is said with. AppErrors as `showScript`.
 */
export async function scriptForPage(
  { store }: Deps,
  request: ScriptKey & { readonly account: AccountRow },
): Promise<ForPage> {
  return await store.read(async (rows) => {
    const head = await headInView(rows, request.campaign, request.account);
    const parts = await partsWith(rows, head, await lifeIn(rows, request));
    const line = await rows.lines.byCode(head.code);
    if (line) return { settings: line.settings, parts };
    const campaign = await campaignInView(rows, request.campaign, request.account);
    const key = { campaign: campaign.code, kind: 'script' as const, version: campaign.scriptVersion };
    const script = parts.find(({ body }) => body.kind === 'script')?.body ?? (await bodyIn(rows, key));
    assert(script.kind === 'script', 'a script has a script’s body');
    const settings = parts.reduce(
      (now, { body }) => ('values' in body ? withSaidValues(now, body.kind, body.values) : now),
      campaign.settings,
    );
    return { settings, script: script.script, parts };
  });
}

async function partsWith(rows: StoreReader, head: CampaignHead, asked: ScriptLife): Promise<ShownParts> {
  return await inTurn.flatMap(partsOf(head), async (kind) => {
    const life = kind === asked.kind ? asked : await rows.scriptLives.inForce(head.code, kind);
    if (!life) return [];
    const body = await bodyIn(rows, life);
    return [{ life: { ...(await signedLife(rows, life)), hash: life.hash || bodyHash(body) }, body }];
  });
}

interface ReadEdition {
  readonly digest: string;
  readonly isInForce: boolean;
  /** With the digest of each as the edition names it. */
  readonly parts: readonly ScriptLife[];
}

/**
 * An edition with its parts as they stand now: the one in force, or the one that a call or an e-mail bears. AppErrors
 * `script-edition-unknown`, `script-differs` (what is said is not what was approved), those of the campaign.
 */
export async function readEdition(
  { store }: Deps,
  request: { readonly campaign: string; readonly digest?: string | undefined; readonly account: AccountRow },
): Promise<ReadEdition> {
  const { digest, account } = request;
  return await store.read(async (rows) => {
    const campaign = await headInView(rows, request.campaign, account);
    const now = await editionInForce(rows, campaign);
    if (digest === undefined && !now) throw partsDiffer(await unapprovedParts(rows, campaign));
    const found = digest === undefined ? now : await rows.editions.beginningWith(campaign.code, digest);
    if (!found) throw editionUnknown(campaign.code);
    return {
      digest: found.digest,
      isInForce: found.digest === now?.digest,
      parts: await inTurn.map(found.parts, async (part) => ({
        ...(await lifeIn(rows, { campaign: campaign.code, kind: part.kind, version: part.version })),
        hash: part.hash,
      })),
    };
  });
}

function editionUnknown(campaign: string): AppError {
  return new AppError({
    code: 'script-edition-unknown',
    kind: 'not-found',
    message: `La campagne ${campaign} n’a pas gardé d’édition de cette empreinte.`,
    hint: 'Copiez les 12 premiers signes au moins, tels que l’appel ou l’e-mail les porte.',
  });
}

function partsDiffer(kinds: readonly ScriptKind[]): AppError {
  const named = kinds.map((kind) => PART_WORDS[kind].all).join(', ');
  return scriptRefusal('script-differs', [
    `Ce qui est dit ou envoyé n’est pas ce qui a été approuvé : ${named}.`,
    'Remettez en vigueur la version approuvée (plateau script enforce) ; rien ne part d’ici là.',
  ]);
}

interface DiffAsked extends ScriptKey {
  /** Absent: the one in force. */
  readonly from?: string | undefined;
  readonly account: AccountRow;
}

/** What changes from version `from` to that one, in French. AppErrors as `showScript`. */
export async function diffScripts({ store }: Deps, request: DiffAsked): Promise<ScriptDiff> {
  const { campaign, kind, account } = request;
  return await store.read(async (rows) => {
    await headInView(rows, campaign, account);
    const served = kind === 'script' ? (await rows.campaigns.byCode(campaign))?.scriptVersion : undefined;
    const now = served ?? (await rows.scriptLives.inForce(campaign, kind))?.version;
    const before = await bodyIn(rows, { campaign, kind, version: request.from ?? now ?? '' });
    const diff = partDiff(before, await bodyIn(rows, request));
    assert(diff, 'two versions of one part');
    return diff;
  });
}

interface PartChange {
  readonly kind: ScriptKind;
  /** In force; absent: nothing is said under that part yet. */
  readonly from?: string;
  /** Imported last and not in force yet, with what it changes; absent: nothing waits. */
  readonly to?: ScriptLife;
  readonly diff?: ScriptDiff;
}

/** Of every part, what waits to come into force and what it changes. AppErrors of the campaign. */
export async function diffParts(
  { store }: Deps,
  request: { readonly campaign: string; readonly account: AccountRow },
): Promise<readonly PartChange[]> {
  return await store.read(async (rows) => {
    const head = await headInView(rows, request.campaign, request.account);
    const { code } = head;
    return await inTurn.map(partsOf(head), async (kind) => {
      const from = await rows.scriptLives.inForce(code, kind);
      const to = (await rows.scriptLives.ofCampaign(code)).findLast(
        (one) => one.kind === kind && WAITING.has(one.state),
      );
      const diff = from && to && partDiff(await bodyIn(rows, from), await bodyIn(rows, to));
      return {
        kind,
        ...(from && { from: from.version }),
        ...(to && { to: await signedLife(rows, to) }),
        ...(diff && { diff }),
      };
    });
  });
}

const WAITING: ReadonlySet<ScriptState> = new Set(['draft', 'submitted', 'approved']);

async function bodyIn(rows: StoreReader, key: ScriptKey): Promise<ScriptBody> {
  const body = await rows.scriptLives.body(key);
  if (body) return body;
  // One served before lives were kept.
  const script = key.kind === 'script' ? await rows.campaigns.script(key.campaign, key.version) : undefined;
  if (script) return { kind: 'script', script };
  await lifeIn(rows, key);
  throw new AppError({
    code: 'script-version-unknown',
    kind: 'not-found',
    message: 'Cette version n’a plus de contenu.',
    hint: `Voyez les versions : plateau script list ${key.campaign}.`,
  });
}
