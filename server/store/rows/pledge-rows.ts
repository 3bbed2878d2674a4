import type { Period } from '../../../shared/time.ts';
import type {
  PledgeEventRow,
  PledgeMarks,
  PledgePayment,
  PledgeRow,
  PledgeWriter,
} from '../../ports/rows/pledges.ts';
import { bytes, flag, int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import { LEFT_BEHIND } from '../left-behind.ts';
import type { Sql } from '../sql.ts';

function pledgeOf(row: Row): PledgeRow {
  return {
    id: text(row, 'id'),
    callId: text(row, 'call_id'),
    campaign: text(row, 'campaign'),
    agent: text(row, 'agent'),
    site: text(row, 'site'),
    atMs: int(row, 'at_ms'),
    amountMinor: int(row, 'amount_minor'),
    currency: text(row, 'currency') as PledgeRow['currency'],
    rhythm: text(row, 'rhythm') as PledgeRow['rhythm'],
    way: text(row, 'way') as PledgeRow['way'],
    receipt: flag(row, 'receipt'),
    named: flag(row, 'named'),
    state: text(row, 'state') as PledgeRow['state'],
    noticeVersion: text(row, 'notice_version'),
    edition: textOrNull(row, 'edition'),
    numberIndex: textOrNull(row, 'number_index'),
    personIndex: textOrNull(row, 'person_index'),
    tokenHash: textOrNull(row, 'token_hash'),
    sealed: row.sealed === null ? null : bytes(row, 'sealed'),
    sealVersion: int(row, 'seal_version'),
    sending: text(row, 'sending') as PledgeRow['sending'],
    dueAtMs: int(row, 'due_at_ms'),
    attempts: int(row, 'attempts'),
    paidMinor: intOrNull(row, 'paid_minor'),
    told: int(row, 'told'),
  };
}

function eventOf(row: Row): PledgeEventRow {
  return {
    pledgeId: text(row, 'pledge_id'),
    rank: int(row, 'rank'),
    kind: text(row, 'kind') as PledgeEventRow['kind'],
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    minor: intOrNull(row, 'minor'),
  };
}

/** One half a mark: each finds its own index. */
const LIKE = `SELECT * FROM (
  SELECT * FROM pledge WHERE campaign = ?1 AND number_index = ?2 AND at_ms >= ?4 AND state <> 'withdrawn'
  UNION
  SELECT * FROM pledge WHERE campaign = ?1 AND person_index = ?3 AND at_ms >= ?4 AND state <> 'withdrawn'
) AS alike ORDER BY at_ms DESC, id LIMIT 1`;

const ALIKE = `SELECT * FROM (
  SELECT * FROM pledge WHERE campaign = ?1 AND number_index = ?2
  UNION
  SELECT * FROM pledge WHERE campaign = ?1 AND person_index = ?3
) AS alike ORDER BY at_ms, id`;
const TO_CHECK = `SELECT site, count(*) AS n FROM pledge
WHERE campaign = ? AND state = 'recorded' AND amount_minor >= ? GROUP BY site`;
const SUMS = `SELECT site, currency, rhythm, count(*) AS n, sum(amount_minor) AS minor FROM pledge
WHERE campaign = ? AND at_ms >= ? AND at_ms < ? AND state <> 'withdrawn'
GROUP BY site, currency, rhythm ORDER BY site, currency, rhythm`;

const UNTOLD = `SELECT * FROM (
  SELECT pledge.*, (SELECT count(*) FROM pledge_event WHERE pledge_id = pledge.id AND pledge_event.at_ms < ?2) AS n
  FROM pledge WHERE campaign = ?1 AND sealed IS NOT NULL
) AS counted WHERE n > told ORDER BY at_ms, id`;

const LEFT = `SELECT * FROM pledge WHERE sending = 'sending' AND ${LEFT_BEHIND} ORDER BY at_ms, id`;

export class PledgeRows implements PledgeWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async #one(where: string, ...values: (string | number)[]): Promise<PledgeRow | undefined> {
    const row = await this.#sql.get(`SELECT * FROM pledge WHERE ${where}`, ...values);
    return row && pledgeOf(row);
  }

  async byId(id: string) {
    return await this.#one('id = ?', id);
  }

  async byCall(callId: string) {
    return await this.#one('call_id = ?', callId);
  }

  async byToken(campaign: string, tokenHash: string) {
    return await this.#one('campaign = ? AND token_hash = ?', campaign, tokenHash);
  }

  async latestLike(campaign: string, { numberIndex, personIndex }: PledgeMarks, sinceMs: number) {
    const row = await this.#sql.get(LIKE, campaign, numberIndex, personIndex, sinceMs);
    return row && pledgeOf(row);
  }

  async alike(campaign: string, { numberIndex, personIndex }: PledgeMarks) {
    return (await this.#sql.all(ALIKE, campaign, numberIndex, personIndex)).map(pledgeOf);
  }

  async ofCampaign(campaign: string) {
    const all = await this.#sql.all('SELECT * FROM pledge WHERE campaign = ? ORDER BY at_ms, id', campaign);
    return all.map(pledgeOf);
  }

  async sums(campaign: string, { fromMs, toMs }: Period) {
    return (await this.#sql.all(SUMS, campaign, fromMs, toMs)).map((row) => ({
      site: text(row, 'site'),
      currency: text(row, 'currency') as PledgeRow['currency'],
      rhythm: text(row, 'rhythm') as PledgeRow['rhythm'],
      pledges: int(row, 'n'),
      minor: int(row, 'minor'),
    }));
  }

  async toCheckBySite(campaign: string, fromMinor: number) {
    const rows = await this.#sql.all(TO_CHECK, campaign, fromMinor);
    return new Map(rows.map((row) => [text(row, 'site'), int(row, 'n')]));
  }

  async events(id: string) {
    const all = await this.#sql.all('SELECT * FROM pledge_event WHERE pledge_id = ? ORDER BY rank', id);
    return all.map(eventOf);
  }

  async toSend(nowMs: number, limit: number) {
    const due = `SELECT * FROM pledge WHERE sending = 'to-send' AND due_at_ms <= ? ORDER BY due_at_ms, id LIMIT ?`;
    return (await this.#sql.all(due, nowMs, limit)).map(pledgeOf);
  }

  async leftSending(living: readonly string[]) {
    return (await this.#sql.all(LEFT, JSON.stringify(living))).map(pledgeOf);
  }

  async untold(campaign: string, beforeMs: number) {
    const all = await this.#sql.all(UNTOLD, campaign, beforeMs);
    return all.map((row) => ({ row: pledgeOf(row), events: int(row, 'n') }));
  }

  async payment(campaign: string, paymentHash: string): Promise<PledgePayment | undefined> {
    const row = await this.#sql.get(
      'SELECT * FROM fulfilment_line WHERE campaign = ? AND payment_hash = ?',
      campaign,
      paymentHash,
    );
    if (!row) return undefined;
    const pledgeId = text(row, 'pledge_id');
    return {
      campaign,
      paymentHash,
      pledgeId,
      minor: int(row, 'minor'),
      paidOn: text(row, 'paid_on'),
      atMs: int(row, 'at_ms'),
    };
  }

  async add(row: PledgeRow) {
    await this.#sql.insert('pledge', row);
    await this.note(row, { kind: 'record', atMs: row.atMs, author: row.agent, minor: null }, {});
  }

  async note(
    { id, campaign }: Pick<PledgeRow, 'id' | 'campaign'>,
    event: Omit<PledgeEventRow, 'pledgeId' | 'rank'>,
    change: Parameters<PledgeWriter['note']>[2],
  ) {
    const rank =
      1 + (await this.#sql.count('SELECT count(*) AS n FROM pledge_event WHERE pledge_id = ?', id));
    await this.#sql.insert('pledge_event', { ...event, pledgeId: id, campaign, rank });
    await this.update(id, change);
  }

  async update(id: string, change: Parameters<PledgeWriter['update']>[1]) {
    const begun = change.sending === 'sending' ? { server: this.#sql.server } : {};
    await this.#sql.update('pledge', { id }, { ...change, ...begun });
  }

  async erase(id: string) {
    const none = { numberIndex: null, personIndex: null, tokenHash: null, sealed: null };
    await this.#sql.update('pledge', { id }, { ...none, sending: 'none' });
  }

  async addPayment(payment: PledgePayment) {
    await this.#sql.insert('fulfilment_line', payment);
  }
}
