import { AppError } from '../../../shared/errors.ts';
import type { PledgeToSave, SavedPledge } from '../../../shared/line/pledge-desk.ts';
import { type Pledge, readPledge } from '../../../shared/line/pledge-form.ts';
import { parsePhone } from '../../../shared/phone.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { needsCheck } from '../../domain/line/pledge-state.ts';
import { personMark, pledgeContent, pledgePlace } from '../../domain/line/stored-pledge.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { PledgeMarks, PledgeRow } from '../../ports/rows/pledges.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import type { SeatId } from '../../ports/telephony.ts';
import type { TextSender } from '../../ports/text-sender.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';
import { toldUnder } from './line-edition.ts';
import { marked } from './pledge-marks.ts';
import { type PledgeTaker, siteOfTaker } from './pledge-site.ts';
import { openLineOf, openWays } from './read-desk.ts';

export interface SavePledgeDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'sealPledge' | 'blindAll'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly seats: { of(agent: string): SeatId | undefined };
  readonly textSender: Pick<TextSender, 'isConfigured'>;
}

/** 128 bits: what ends the link cannot be guessed. */
const TOKEN_BYTES = 16;

/**
 * Saves the pledge of a call once: sealed, with the edition that was read from and its notice's version, its link owed.
 * The form is judged again here, a card's number refused first, whatever the workstation let pass. An earlier pledge of
 * the same number or person within the campaign's hours is told before anything is written; `replace` withdraws it, and keeps
 * its history. The same call again gets the first answer. AppErrors `campaign-unknown`, `campaign-not-open`,
 * `pledge-other-agent`.
 */
export async function savePledge(
  deps: SavePledgeDeps,
  agent: PledgeTaker,
  request: PledgeToSave,
): Promise<SavedPledge> {
  const { line, told } = await deps.store.read(async (rows) => {
    const open = await openLineOf(rows, agent, request.campaign);
    return { line: open, told: await toldUnder(rows, open, request.edition) };
  });
  const read = readPledge(request.form, { ...line.settings, link: openWays(line.settings, deps.textSender) });
  if ('problems' in read) return { kind: 'refused', problems: read.problems };
  const row = await sealedRow(deps, { line, told, agent, request, pledge: read.pledge });
  return await deps.store.write(async (rows) => {
    const known = await rows.pledges.byCall(request.callId);
    if (known) return savedBefore(known, agent, line);
    const sinceMs = row.atMs - line.settings.duplicateHours * 3_600_000;
    const like = await rows.pledges.latestLike(line.code, row, sinceMs);
    if (like && request.earlier === undefined) {
      const { atMs, amountMinor: minor, currency } = like;
      return { kind: 'duplicate', atMs, amount: { minor, currency } };
    }
    if (like && request.earlier === 'replace') await replace(rows, like, row);
    await rows.pledges.add(row);
    const detail = { notice: row.noticeVersion, way: row.way };
    await trail(rows, { actor: agent.id, atMs: row.atMs })('pledge.save', row.id, {
      campaign: line.code,
      detail,
    });
    return saved(row, line);
  });
}

const saved = ({ id, amountMinor }: PledgeRow, { settings }: LineRow): SavedPledge => ({
  kind: 'saved',
  pledgeId: id,
  needsCheck: needsCheck(settings, amountMinor),
});

function savedBefore(known: PledgeRow, agent: Pick<AccountRow, 'id'>, line: LineRow): SavedPledge {
  if (known.agent === agent.id && known.campaign === line.code) return saved(known, line);
  throw new AppError({
    code: 'pledge-other-agent',
    kind: 'conflict',
    message: 'Cet appel est déjà enregistré par une autre personne.',
    hint: 'Videz le formulaire (^U) et reprenez la promesse.',
  });
}

/** What may still be taken back: one whose money came in stands beside the new one. */
async function replace(rows: StoreWriter, former: PledgeRow, by: PledgeRow): Promise<void> {
  if (['paid', 'differs', 'lapsed'].includes(former.state)) return;
  const event = { kind: 'replace', atMs: by.atMs, author: by.agent, minor: null } as const;
  await rows.pledges.note(former, event, { state: 'withdrawn', sending: 'none' });
  const noted = { campaign: former.campaign, detail: { by: by.id } };
  await trail(rows, { actor: by.agent, atMs: by.atMs })('pledge.replace', former.id, noted);
}

interface Sealing {
  readonly line: LineRow;
  readonly told: Pick<PledgeRow, 'edition' | 'noticeVersion'>;
  readonly agent: PledgeTaker;
  readonly request: PledgeToSave;
  readonly pledge: Pledge;
}

async function sealedRow(
  { vault, clock, chance, seats }: SavePledgeDeps,
  { line, told, agent, request, pledge }: Sealing,
): Promise<PledgeRow> {
  const id = chance.uuid();
  const token = chance.token(TOKEN_BYTES);
  const content = pledgeContent(pledge, { token, country: line.country });
  const place = { id, campaign: line.code, sealVersion: 1 };
  const check = needsCheck(line.settings, pledge.amount.minor);
  const atMs = clock.nowMs();
  return {
    ...place,
    callId: request.callId,
    agent: agent.id,
    site: siteOfTaker(line.settings, agent, seats.of(agent.id)),
    atMs,
    amountMinor: pledge.amount.minor,
    currency: pledge.amount.currency,
    rhythm: pledge.rhythm,
    way: pledge.link.way,
    receipt: pledge.receipt,
    named: pledge.lastName.trim() !== '',
    state: 'recorded',
    ...told,
    ...(await marksOf(vault, line, { content, number: request.number })),
    tokenHash: sha256(new TextEncoder().encode(token)),
    sealed: await vault.sealPledge(pledgePlace(place), content),
    sending: pledge.link.way === 'letter' || check ? 'none' : 'to-send',
    dueAtMs: atMs,
    attempts: 0,
    paidMinor: null,
    told: 0,
  };
}

interface Marked {
  readonly content: Parameters<typeof personMark>[0];
  readonly number: string | undefined;
}

async function marksOf(
  vault: Pick<Vault, 'blindAll'>,
  { charity, country }: LineRow,
  { content, number }: Marked,
): Promise<PledgeMarks> {
  const read = number === undefined ? undefined : parsePhone(number, country);
  const person = personMark(content);
  const [numberIndex = '', personIndex = ''] = await vault.blindAll(charity, [
    { purpose: 'phone', value: read?.ok ? read.e164 : '' },
    { purpose: 'donor', value: marked(person ?? '') },
  ]);
  return {
    numberIndex: read?.ok ? numberIndex : null,
    personIndex: person === undefined ? null : personIndex,
  };
}
