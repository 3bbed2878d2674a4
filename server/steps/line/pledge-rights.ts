import { AppError } from '../../../shared/errors.ts';
import { parsePhone } from '../../../shared/phone.ts';
import { type PledgeCopy, pledgeDocument } from '../../domain/line/pledge-copy.ts';
import { afterEvent, needsCheck } from '../../domain/line/pledge-state.ts';
import { type PledgeFacts, personMark } from '../../domain/line/stored-pledge.ts';
import type { DocumentWriter } from '../../ports/document.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { PledgeRow } from '../../ports/rows/pledges.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { type DeliverWorkbookDeps, deliverWorkbook } from '../delivery/deliver-workbook.ts';
import { refuseErased, requireLine } from '../find-campaign.ts';
import { refusePersonalText } from '../personal-text.ts';
import { trail } from '../trail.ts';
import { change } from './follow-pledge.ts';
import { type OpenPledgeDeps, openPledge } from './open-pledges.ts';
import { personBlind } from './pledge-marks.ts';
import { addPledgeRequest, endPledgeRequest, type PledgeRight, type RequestDeps } from './pledge-requests.ts';

/** How the person is known on a line: by the number that called, or by their names and postcode as they gave them. */
export type PledgeKey =
  | { readonly by: 'phone'; readonly phone: string }
  | {
      readonly by: 'name';
      readonly lastName: string;
      readonly firstName: string;
      readonly postcode: string;
    };

type FindDeps = OpenPledgeDeps & { readonly vault: Pick<Vault, 'blind'>; readonly store: Store };

/**
 * The pledges of somebody who asks for their rights (GDPR art. 15 to 21), found by a blind index of the charity; nothing is
 * opened, and the value is not kept. Erased ones are found no more. AppErrors `campaign-unknown`, `campaign-not-line`,
 * `campaign-purged`, `pledge-key` for a number or names that say nobody.
 */
export async function findPledges(
  deps: FindDeps,
  { campaign, key, actor }: { readonly campaign: string; readonly key: PledgeKey; readonly actor: string },
): Promise<readonly PledgeFacts[]> {
  const line = await deps.store.read((rows) => requireLine(rows, campaign));
  refuseErased(line.state);
  const marks = await marksOf(deps, line, key);
  return await deps.store.write(async (rows) => {
    const found = await rows.pledges.alike(campaign, marks);
    const detail = { by: key.by, found: found.length };
    const atMs = deps.clock.nowMs();
    await trail(rows, { actor, atMs })('pledge.find', 'pledges', { campaign, detail });
    return found.map(factsOf);
  });
}

async function marksOf({ vault }: FindDeps, { charity, country }: LineRow, key: PledgeKey) {
  const none = { numberIndex: null, personIndex: null };
  if (key.by === 'phone') {
    const read = parsePhone(key.phone, country);
    if (!read.ok) throw sayNobody();
    return { ...none, numberIndex: await vault.blind(charity, 'phone', read.e164) };
  }
  const mark = personMark(key);
  if (mark === undefined) throw sayNobody();
  return { ...none, personIndex: await personBlind(vault, charity, mark) };
}

interface RightOf {
  readonly id: string;
  /** How identity was checked, by what way it came; French, without personal data. */
  readonly reason: string;
  readonly actor: string;
  /** When it reached the charity or us; default: now. */
  readonly receivedAtMs?: number | undefined;
}

export interface CopyPledgeDeps extends DeliverWorkbookDeps, OpenPledgeDeps {
  readonly documents: DocumentWriter;
}

/**
 * The person's copy of all that is held on their pledge (GDPR art. 15 and 20): a French document and the same as JSON, sealed for
 * the charity, on its drop; its opening is in the audit log, and the request is ended with it. Twice makes two copies. AppErrors
 * `pledge-unknown`, `pledge-erased`, `custody-text`, those of the exchange and of the drop.
 */
export async function copyPledge(
  deps: CopyPledgeDeps,
  { id, reason, actor, receivedAtMs }: RightOf,
): Promise<{ readonly delivered: readonly string[] }> {
  refusePersonalText(reason);
  const { row, line, notice, events } = await deps.store.read(async (rows) => {
    const found = await pledgeOf(rows, id);
    const line = await requireLine(rows, found.campaign);
    refuseErased(line.state);
    const notice = (await rows.lines.notice(found.campaign, found.noticeVersion)) ?? '';
    return { row: found, line, notice, events: await rows.pledges.events(id) };
  });
  const { token: _, ...who } = await openPledge(deps, { row, actor, reason });
  const { charity, name: lineName, keep } = line.settings;
  const copy: PledgeCopy = {
    id: deps.chance.uuid(),
    ...{ charityName: charity.name, donorContact: charity.donorContact, lineName, who, notice },
    pledge: factsOf(row),
    hasNumberMark: row.numberIndex !== null,
    events: events.map(({ atMs, kind }) => ({ atMs, kind })),
    keptDays: keep.unconfirmedDays,
    createdAtMs: deps.clock.nowMs(),
  };
  const delivered = await deliverCopy(deps, copy, { line, actor });
  await deps.store.write(async (rows) => {
    await endPledgeRequest(rows, deps, { pledge: row, kind: 'access', reason, actor, receivedAtMs });
    await trail(rows, { actor, atMs: deps.clock.nowMs() })('pledge.copy', id, {
      campaign: line.code,
      reason,
    });
  });
  return { delivered };
}

async function deliverCopy(
  deps: CopyPledgeDeps,
  copy: PledgeCopy,
  { line, actor }: { readonly line: LineRow; readonly actor: string },
): Promise<readonly string[]> {
  const stem = `${line.charity}_DROITS_${copy.id.slice(0, 8).toUpperCase()}`;
  const parts = [
    ['person-document', `${stem}.pdf`, await deps.documents.pdf(pledgeDocument(copy))],
    ['person-data', `${stem}.json`, Buffer.from(`${JSON.stringify(copy, null, 2)}\n`)],
  ] as const;
  const delivered: string[] = [];
  for (const [kind, fileName, page] of parts) {
    const spec = { title: fileName, createdAtMs: 0, sheets: [] };
    const campaign = { code: line.code, charity: line.charity, settings: {} };
    const common = { campaign, kind, period: copy.id, fileName, spec, page, rows: 1, lines: [], actor };
    delivered.push(`${(await deliverWorkbook(deps, common)).fileName}.pgp`);
    page.fill(0);
  }
  return delivered;
}

/**
 * Erases who made a pledge (GDPR art. 17): content, indexes and token go; amount and dates stay for the figures. One that is not
 * paid is withdrawn: no message leaves any more. The request is ended with it (`endPledgeRequest`). Backups made before hold it,
 * encrypted, until they expire; one that is put back is told of it. Twice: `pledge-erased`. AppErrors `pledge-unknown`,
 * `pledge-sending` while its message is leaving, `custody-text`.
 */
export async function erasePledge(
  deps: RequestDeps,
  act: RightOf,
): Promise<{ readonly isWithdrawn: boolean }> {
  refusePersonalText(act.reason);
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const row = await pledgeOf(rows, act.id);
    if (row.sealed === null) throw erasedAlready();
    if (row.sending === 'sending') throw leaving();
    await endPledgeRequest(rows, deps, { ...act, pledge: row, kind: 'erasure' });
    return { isWithdrawn: await eraseWho(rows, row, { ...act, atMs }) };
  });
}

/** Within the caller's transaction; whether the pledge was withdrawn by it. */
export async function eraseWho(
  rows: StoreWriter,
  row: PledgeRow,
  { actor, reason, atMs }: Pick<RightOf, 'actor' | 'reason'> & { readonly atMs: number },
): Promise<boolean> {
  const { settings } = await requireLine(rows, row.campaign);
  const facts = { promisedMinor: row.amountMinor, needsCheck: needsCheck(settings, row.amountMinor) };
  const isWithdrawn = afterEvent(row.state, { kind: 'withdraw' }, facts) !== undefined;
  if (isWithdrawn) await change(rows, row, { event: { kind: 'withdraw' }, author: actor, atMs });
  await rows.pledges.erase(row.id, { isAsked: true });
  await trail(rows, { actor, atMs })('pledge.erase', row.id, { campaign: row.campaign, reason });
  return isWithdrawn;
}

/**
 * Nothing more is sent to somebody who objects (GDPR art. 21): a pledge that is not paid is withdrawn, with its link and its
 * reminder. The request is ended with it. Twice: `pledge-not-so`. AppErrors `pledge-unknown`, `pledge-erased`, `custody-text`.
 */
export async function objectPledge(deps: RequestDeps, act: RightOf): Promise<void> {
  refusePersonalText(act.reason);
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    const row = await pledgeOf(rows, act.id);
    if (row.sealed === null) throw erasedAlready();
    const { actor: author, reason } = act;
    await change(rows, row, { event: { kind: 'withdraw' }, author, atMs, also: { sending: 'none' } });
    await endPledgeRequest(rows, deps, { ...act, pledge: row, kind: 'objection' });
    await trail(rows, { actor: author, atMs })('pledge.withdraw', row.id, { campaign: row.campaign, reason });
  });
}

/** Registers what somebody who promised asks, to be answered within the month. Twice makes two. AppErrors as above. */
export async function openPledgeRequest(
  deps: RequestDeps,
  act: RightOf & { readonly kind: PledgeRight },
): Promise<{ readonly id: string }> {
  refusePersonalText(act.reason);
  return await deps.store.write(async (rows) => {
    const pledge = await pledgeOf(rows, act.id);
    if (pledge.sealed === null) throw erasedAlready();
    return { id: (await addPledgeRequest(rows, deps, { ...act, pledge })).id };
  });
}

function factsOf(row: PledgeRow): PledgeFacts {
  const { id, campaign, site, atMs, amountMinor, currency, rhythm, way, receipt, named } = row;
  const { state, sending, paidMinor } = row;
  return {
    ...{ id, campaign, site, atMs, amountMinor, currency, rhythm, way, receipt, named },
    ...{ state, sending, paidMinor },
  };
}

async function pledgeOf(rows: StoreReader, id: string): Promise<PledgeRow> {
  const row = await rows.pledges.byId(id);
  if (row) return row;
  throw new AppError({
    code: 'pledge-unknown',
    kind: 'not-found',
    message: 'Aucune promesse ne porte ce numéro.',
    hint: 'Cherchez-la : plateau pledge find.',
  });
}

function sayNobody(): AppError {
  return new AppError({
    code: 'pledge-key',
    kind: 'invalid',
    message: 'Ce numéro, ou ce nom sans code postal, ne désigne personne.',
    hint: 'Donnez --phone, ou --last-name et --postcode (et --first-name s’il a été dit).',
  });
}

function erasedAlready(): AppError {
  return new AppError({
    code: 'pledge-erased',
    kind: 'conflict',
    message: 'Cette promesse est effacée.',
    hint: 'Rien n’en est gardé que son montant et sa date.',
  });
}

function leaving(): AppError {
  return new AppError({
    code: 'pledge-sending',
    kind: 'conflict',
    message: 'Le message de cette promesse part en ce moment.',
    hint: 'Recommencez dans une minute.',
  });
}
