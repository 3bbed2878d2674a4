import type { LiveEvent } from '../../../shared/card.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { HOUSE_ZONE } from '../../../shared/time.ts';
import { sayWhen } from '../../domain/calling-rules/calling-rules-words.ts';
import { PART_WORDS, scriptName } from '../../domain/said/part-words.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { ScriptKey, ScriptLife } from '../../ports/rows/script-lives.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { openHeadInView } from '../find-campaign.ts';
import { unapprovedParts } from './edition-in-force.ts';
import { SAID_PARTS } from './said-parts.ts';
import {
  auditScript,
  changedLife,
  lifeIn,
  refuseWords,
  type ScriptChange,
  type ScriptDeps,
  type ScriptRequest,
  scriptRefusal,
} from './script-standing.ts';

/**
 * Puts an approved version in force, now or from an instant to come. Workstations get it with their next card; a call under way
 * ends on its own version, which is retired. One that another replaced may come back: it is still approved. In force already:
 * nothing changes, or cards and e-mails get it again where they had something else; planned again: the new instant counts.
 * AppErrors `script-not-approved`, `script-withdrawn`, `script-instant-taken`, `script-version-unknown`, those of the campaign.
 */
export async function enforceScript(
  { store, clock }: ScriptDeps,
  request: ScriptRequest & { readonly fromMs?: number | undefined },
): Promise<ScriptChange> {
  const { account } = request;
  return await store.write(async (rows) => {
    const campaign = await openHeadInView(rows, request.campaign, account);
    const life = await lifeIn(rows, request);
    const atMs = clock.nowMs();
    if (life.state === 'in-force') {
      if (!(await unapprovedParts(rows, campaign)).includes(life.kind)) return { changed: false, life };
      await serve(rows, life, atMs);
      await auditScript(rows, life, { atMs, actor: account.id, action: 'enforce', detail: { again: 1 } });
      return { changed: true, life };
    }
    refuseUnapproved(life);
    const { fromMs } = request;
    if (fromMs === undefined || fromMs <= atMs)
      return await putInForce(rows, life, { atMs, actor: account.id });
    if (life.state === 'approved' && life.fromMs === fromMs) return { changed: false, life };
    await refuseTaken(rows, life, fromMs);
    await auditScript(rows, life, { atMs, actor: account.id, action: 'plan', detail: { fromMs } });
    return await changedLife(rows, request, { state: 'approved', fromMs });
  });
}

function refuseUnapproved(life: ScriptLife): void {
  if (life.state === 'approved') return;
  const name = scriptName(life.kind, life.version);
  if (life.state !== 'retired')
    throw scriptRefusal('script-not-approved', [
      `${name} n’est pas approuvé par l’association : il n’entre pas en vigueur.`,
      'Soumettez-le (plateau script submit), puis enregistrez l’approbation (plateau script approve).',
    ]);
  if (life.retiredReason === '' && life.approval !== null) return;
  throw scriptRefusal('script-withdrawn', [
    `${name} a été retiré pour de bon : il ne revient pas.`,
    'Importez une nouvelle version, à faire approuver.',
  ]);
}

async function refuseTaken(rows: StoreReader, life: ScriptLife, fromMs: number): Promise<void> {
  const other = (await rows.scriptLives.ofCampaign(life.campaign)).find(
    (one) => one.kind === life.kind && one.state === 'approved' && one.fromMs === fromMs,
  );
  if (other)
    throw scriptRefusal('script-instant-taken', [
      `La version « ${other.version} » est déjà prévue à cet instant.`,
      'Choisissez un autre instant, ou déplacez l’autre version d’abord.',
    ]);
}

/** Within a transaction that has checked that the version is approved. */
export async function putInForce(
  rows: StoreWriter,
  life: ScriptLife,
  { atMs, actor }: { readonly atMs: number; readonly actor: string },
): Promise<ScriptChange> {
  const { campaign, kind, version } = life;
  const before = await rows.scriptLives.inForce(campaign, kind);
  if (before)
    await rows.scriptLives.change(before, {
      state: 'retired',
      retiredAtMs: atMs,
      retiredBy: actor,
      retiredReason: '',
    });
  const change = await changedLife(rows, life, {
    state: 'in-force',
    fromMs: atMs,
    retiredAtMs: null,
    retiredBy: null,
    retiredReason: null,
  });
  await serve(rows, life, atMs);
  await auditScript(rows, life, {
    atMs,
    actor,
    action: 'enforce',
    detail: { previous: before?.version ?? '' },
  });
  const what = PART_WORDS[kind].told?.(version);
  if (what !== undefined)
    await tellAgents(rows, {
      campaign,
      atMs,
      text: what,
    });
  return change;
}

/** What cards are served with, and e-mails written from, from now on. */
async function serve(rows: StoreWriter, key: ScriptKey, atMs: number): Promise<void> {
  const body = await rows.scriptLives.body(key);
  if (body) await SAID_PARTS[key.kind].serve(rows, { ...key, atMs }, body);
}

async function tellAgents(
  rows: StoreWriter,
  { campaign, atMs, text }: { readonly campaign: string; readonly atMs: number; readonly text: string },
): Promise<void> {
  const event: LiveEvent = { kind: 'script-changed', campaign, text };
  for (const one of await rows.accounts.all())
    if (one.role === 'agent' && !one.disabled && one.campaigns.includes(campaign))
      await rows.floor.addLiveEvent({ atMs, agent: one.id, event });
}

/** Puts in force what was planned for an instant that has come; one seek when there is nothing. Within a transaction. */
export async function enforceDue(rows: StoreWriter, code: string, nowMs: number): Promise<void> {
  const due = await rows.scriptLives.due(code, nowMs);
  if (due.length === 0 || (await rows.campaignHeads.byCode(code))?.state !== 'open') return;
  for (const life of due) await putInForce(rows, life, { atMs: nowMs, actor: 'system' });
}

/** The same for every campaign and line, whether anybody asks for a card or not (schedule). */
export async function enforceDueScripts({ store, clock }: ScriptDeps): Promise<void> {
  const nowMs = clock.nowMs();
  const codes = await store.read(
    async (rows) =>
      await inTurn.flatMap(await rows.campaignHeads.all(), async (one) =>
        (await rows.scriptLives.due(one.code, nowMs)).length > 0 ? [one.code] : [],
      ),
  );
  for (const code of codes) await store.write((rows) => enforceDue(rows, code, nowMs));
}

/**
 * Withdraws a version for good, with the reason: a draft, a planned one, one that was replaced. Withdrawn already: nothing
 * changes. AppErrors `script-in-force` (calls always have a script), `script-words`, `script-version-unknown`.
 */
export async function retireScript(
  { store, clock }: ScriptDeps,
  request: ScriptRequest & { readonly reason: string; readonly account: AccountRow },
): Promise<ScriptChange> {
  const { account, reason } = request;
  refuseWords(reason);
  return await store.write(async (rows) => {
    await openHeadInView(rows, request.campaign, account);
    const life = await lifeIn(rows, request);
    if (life.state === 'retired' && life.retiredReason !== '') return { changed: false, life };
    if (life.state === 'in-force')
      throw scriptRefusal('script-in-force', [
        `${scriptName(life.kind, life.version)} est en vigueur depuis ${since(life, clock.nowMs())} : les appels en ont besoin.`,
        'Mettez-en d’abord un autre en vigueur (plateau script enforce), puis retirez celui-ci.',
      ]);
    const atMs = clock.nowMs();
    await auditScript(rows, life, { atMs, actor: account.id, action: 'retire', reason });
    return await changedLife(rows, request, {
      state: 'retired',
      retiredAtMs: atMs,
      retiredBy: account.id,
      retiredReason: reason,
    });
  });
}

function since(life: ScriptLife, nowMs: number): string {
  return life.fromMs === null ? 'la création' : sayWhen(life.fromMs, nowMs, HOUSE_ZONE);
}
