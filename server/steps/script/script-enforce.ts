import assert from 'node:assert/strict';
import type { LiveEvent } from '../../../shared/card.ts';
import { HOUSE_ZONE } from '../../../shared/time.ts';
import { sayWhen } from '../../domain/calling-rules/calling-rules-words.ts';
import { withSaidValues } from '../../domain/campaign/said-settings.ts';
import { PART_WORDS, scriptName } from '../../domain/script/part-words.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { ScriptKey, ScriptLife } from '../../ports/rows/script-lives.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { openCampaignInView } from '../find-campaign.ts';
import { unapprovedParts } from './edition-in-force.ts';
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
export function enforceScript(
  { store, clock }: ScriptDeps,
  request: ScriptRequest & { readonly fromMs?: number | undefined },
): ScriptChange {
  const { account } = request;
  return store.write((rows) => {
    const campaign = openCampaignInView(rows, request.campaign, account);
    const life = lifeIn(rows, request);
    const atMs = clock.nowMs();
    if (life.state === 'in-force') {
      if (!unapprovedParts(rows, campaign).includes(life.kind)) return { changed: false, life };
      serve(rows, life);
      auditScript(rows, life, { atMs, actor: account.id, action: 'enforce', detail: { again: 1 } });
      return { changed: true, life };
    }
    refuseUnapproved(life);
    const { fromMs } = request;
    if (fromMs === undefined || fromMs <= atMs) return putInForce(rows, life, { atMs, actor: account.id });
    if (life.state === 'approved' && life.fromMs === fromMs) return { changed: false, life };
    refuseTaken(rows, life, fromMs);
    auditScript(rows, life, { atMs, actor: account.id, action: 'plan', detail: { fromMs } });
    return changedLife(rows, request, { state: 'approved', fromMs });
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

function refuseTaken(rows: StoreReader, life: ScriptLife, fromMs: number): void {
  const other = rows.scriptLives
    .ofCampaign(life.campaign)
    .find((one) => one.kind === life.kind && one.state === 'approved' && one.fromMs === fromMs);
  if (other)
    throw scriptRefusal('script-instant-taken', [
      `La version « ${other.version} » est déjà prévue à cet instant.`,
      'Choisissez un autre instant, ou déplacez l’autre version d’abord.',
    ]);
}

/** Within a transaction that has checked that the version is approved. */
export function putInForce(
  rows: StoreWriter,
  life: ScriptLife,
  { atMs, actor }: { readonly atMs: number; readonly actor: string },
): ScriptChange {
  const { campaign, kind, version } = life;
  const before = rows.scriptLives.inForce(campaign, kind);
  if (before)
    rows.scriptLives.change(before, {
      state: 'retired',
      retiredAtMs: atMs,
      retiredBy: actor,
      retiredReason: '',
    });
  const change = changedLife(rows, life, {
    state: 'in-force',
    fromMs: atMs,
    retiredAtMs: null,
    retiredBy: null,
    retiredReason: null,
  });
  serve(rows, life);
  auditScript(rows, life, { atMs, actor, action: 'enforce', detail: { previous: before?.version ?? '' } });
  const what = PART_WORDS[kind].told?.(version);
  if (what !== undefined)
    tellAgents(rows, {
      campaign,
      atMs,
      text: `${what} : avec votre prochaine fiche ; l’appel en cours finit sur les siens.`,
    });
  return change;
}

/** What cards are served with, and e-mails written from, from now on. */
function serve(rows: StoreWriter, key: ScriptKey): void {
  const campaign = rows.campaigns.byCode(key.campaign);
  const body = rows.scriptLives.body(key);
  if (!campaign || !body) return;
  if (body.kind === 'notes') rows.aids.setCurrent(campaign.code, body.aids);
  else if (body.kind === 'script')
    rows.campaigns.save({ ...campaign, scriptVersion: key.version }, body.script);
  else {
    const script = rows.campaigns.script(campaign.code, campaign.scriptVersion);
    assert(script, 'a campaign has the script that it names');
    const said =
      body.kind === 'emails'
        ? { emails: body.emails }
        : { settings: withSaidValues(campaign.settings, body.kind, body.values) };
    rows.campaigns.save({ ...campaign, ...said }, script);
  }
}

function tellAgents(
  rows: StoreWriter,
  { campaign, atMs, text }: { readonly campaign: string; readonly atMs: number; readonly text: string },
): void {
  const event: LiveEvent = { kind: 'script-changed', campaign, text };
  for (const one of rows.accounts.all())
    if (one.role === 'agent' && !one.disabled && one.campaigns.includes(campaign))
      rows.floor.addLiveEvent({ atMs, agent: one.id, event });
}

/** Puts in force what was planned for an instant that has come; one seek when there is nothing. Within a transaction. */
export function enforceDue(rows: StoreWriter, code: string, nowMs: number): void {
  const due = rows.scriptLives.due(code, nowMs);
  if (due.length === 0 || rows.campaigns.byCode(code)?.state !== 'open') return;
  for (const life of due) putInForce(rows, life, { atMs: nowMs, actor: 'system' });
}

/** The same for every campaign, whether anybody asks for a card or not (schedule). */
export function enforceDueScripts({ store, clock }: ScriptDeps): void {
  const nowMs = clock.nowMs();
  const codes = store.read((rows) =>
    rows.campaigns
      .all()
      .flatMap((one) => (rows.scriptLives.due(one.code, nowMs).length > 0 ? [one.code] : [])),
  );
  for (const code of codes) store.write((rows) => enforceDue(rows, code, nowMs));
}

/**
 * Withdraws a version for good, with the reason: a draft, a planned one, one that was replaced. Withdrawn already: nothing
 * changes. AppErrors `script-in-force` (calls always have a script), `script-words`, `script-version-unknown`.
 */
export function retireScript(
  { store, clock }: ScriptDeps,
  request: ScriptRequest & { readonly reason: string; readonly account: AccountRow },
): ScriptChange {
  const { account, reason } = request;
  refuseWords(reason);
  return store.write((rows) => {
    openCampaignInView(rows, request.campaign, account);
    const life = lifeIn(rows, request);
    if (life.state === 'retired' && life.retiredReason !== '') return { changed: false, life };
    if (life.state === 'in-force')
      throw scriptRefusal('script-in-force', [
        `${scriptName(life.kind, life.version)} est en vigueur depuis ${since(life, clock.nowMs())} : les appels en ont besoin.`,
        'Mettez-en d’abord un autre en vigueur (plateau script enforce), puis retirez celui-ci.',
      ]);
    const atMs = clock.nowMs();
    auditScript(rows, life, { atMs, actor: account.id, action: 'retire', reason });
    return changedLife(rows, request, {
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
