import * as z from 'zod';
import type { NewsletterState, RecipientState } from '../../../shared/people/newsletter-words.ts';
import type { Newsletter } from '../../domain/newsletter/newsletter.ts';
import type { NewsletterCopy, NewsletterWriter } from '../../ports/rows/newsletters.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import { LEFT_BEHIND } from '../left-behind.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';

const DUE = `SELECT * FROM newsletter_recipient WHERE state = 'to-send' AND due_at_ms <= ? ORDER BY due_at_ms, id LIMIT ?`;
const LEFT = `SELECT * FROM newsletter_recipient WHERE state = 'sending' AND ${LEFT_BEHIND} ORDER BY id`;
const COUNTS =
  'SELECT state, count(*) AS n FROM newsletter_recipient WHERE newsletter = ? GROUP BY state ORDER BY state';
const REFUSERS = `SELECT mailing_choice.participant FROM mailing_choice JOIN participant ON participant.id = mailing_choice.participant
  WHERE participant.charity = ? AND mailing_choice.kind = 'newsletter' AND mailing_choice.way IN ('nothing', 'web') ORDER BY mailing_choice.participant`;
const REFUSED = `SELECT 1 AS n FROM mailing_choice WHERE participant = ? AND kind = 'newsletter' AND way IN ('nothing', 'web')`;
const UNCHOSEN = `DELETE FROM mailing_choice WHERE participant = ? AND kind = 'newsletter'`;
const ENDED = `SELECT id FROM newsletter WHERE state = 'sending' AND NOT EXISTS (SELECT 1 FROM newsletter_recipient
  WHERE newsletter_recipient.newsletter = newsletter.id AND newsletter_recipient.state IN ('to-send', 'sending')) ORDER BY id`;
const OLD = `SELECT id FROM newsletter WHERE state = 'sent' AND sent_at_ms < ? ORDER BY id`;
const STOP = `UPDATE newsletter_recipient SET state = 'dropped' WHERE newsletter = ? AND state = 'to-send'`;
const FORGET = 'UPDATE newsletter_recipient SET participant = NULL, stop_hash = NULL WHERE newsletter = ?';

const jsonOf = jsonColumns('newsletter', 'id');
const BLOCKS = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
    z.strictObject({ kind: z.literal('event'), event: z.string() }),
    z.strictObject({ kind: z.literal('button'), label: z.string(), url: z.string() }),
  ]),
);
const EVENTS = z.array(
  z.strictObject({ id: z.string(), title: z.string(), place: z.string(), fromMs: z.int(), toMs: z.int() }),
);

function newsletterOf(row: Row): Newsletter {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    subject: text(row, 'subject'),
    where: text(row, 'addressees'),
    blocks: jsonOf(row, 'blocks', BLOCKS),
    events: jsonOf(row, 'events', EVENTS),
    state: text(row, 'state') as NewsletterState,
    author: text(row, 'author'),
    changedAtMs: int(row, 'changed_at_ms'),
    sentAtMs: intOrNull(row, 'sent_at_ms'),
    recipients: int(row, 'recipients'),
  };
}

function copyOf(row: Row): NewsletterCopy {
  return {
    id: int(row, 'id'),
    newsletter: text(row, 'newsletter'),
    participant: textOrNull(row, 'participant'),
    state: text(row, 'state') as RecipientState,
    dueAtMs: int(row, 'due_at_ms'),
    attempts: int(row, 'attempts'),
  };
}

/** As the columns hold what is a list or has another name there. */
function columnsOf({ where, blocks, events, ...row }: Partial<Newsletter>) {
  return {
    ...row,
    ...(where !== undefined && { addressees: where }),
    ...(blocks !== undefined && { blocks: JSON.stringify(blocks) }),
    ...(events !== undefined && { events: JSON.stringify(events) }),
  };
}

export class NewsletterRows implements NewsletterWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM newsletter WHERE id = ?', id);
    return row && newsletterOf(row);
  }

  async of(charity: string) {
    const source = 'SELECT * FROM newsletter WHERE charity = ? ORDER BY changed_at_ms DESC, id LIMIT 500';
    return (await this.#sql.all(source, charity)).map(newsletterOf);
  }

  async counts(id: string): Promise<Readonly<Partial<Record<RecipientState, number>>>> {
    const rows = await this.#sql.all(COUNTS, id);
    return Object.fromEntries(rows.map((row) => [text(row, 'state'), int(row, 'n')]));
  }

  async copy(id: number) {
    const row = await this.#sql.get('SELECT * FROM newsletter_recipient WHERE id = ?', id);
    return row && copyOf(row);
  }

  async due(nowMs: number, limit: number) {
    return (await this.#sql.all(DUE, nowMs, limit)).map(copyOf);
  }

  async leftSending(living: readonly string[]) {
    return (await this.#sql.all(LEFT, JSON.stringify(living))).map(copyOf);
  }

  async ended() {
    return (await this.#sql.all(ENDED)).map((row) => text(row, 'id'));
  }

  async stoppedBy(stopHash: string) {
    const row = await this.#sql.get('SELECT * FROM newsletter_recipient WHERE stop_hash = ?', stopHash);
    return row && copyOf(row);
  }

  async written(participant: string) {
    const source = 'SELECT newsletter FROM newsletter_recipient WHERE participant = ? ORDER BY newsletter';
    return (await this.#sql.all(source, participant)).map((row) => text(row, 'newsletter'));
  }

  async isRefused(participant: string) {
    return (await this.#sql.get(REFUSED, participant)) !== undefined;
  }

  async refusers(charity: string) {
    return (await this.#sql.all(REFUSERS, charity)).map((row) => text(row, 'participant'));
  }

  async add(row: Newsletter) {
    await this.#sql.insert('newsletter', columnsOf(row));
  }

  async update(id: string, change: Parameters<NewsletterWriter['update']>[1]) {
    await this.#sql.update('newsletter', { id }, columnsOf(change));
  }

  async drop(id: string) {
    await this.#sql.run('DELETE FROM newsletter WHERE id = ?', id);
  }

  async addCopies(newsletter: string, participants: readonly string[], dueAtMs: number) {
    for (const participant of participants)
      await this.#sql.insert('newsletter_recipient', { newsletter, participant, state: 'to-send', dueAtMs });
  }

  async updateCopy(id: number, change: Parameters<NewsletterWriter['updateCopy']>[1]) {
    const begun = change.state === 'sending' ? { server: this.#sql.server } : {};
    await this.#sql.update('newsletter_recipient', { id }, { ...change, ...begun });
  }

  async stop(id: string) {
    return await this.#sql.run(STOP, id);
  }

  async forgetBefore(sentBeforeMs: number) {
    const ids = (await this.#sql.all(OLD, sentBeforeMs)).map((row) => text(row, 'id'));
    for (const id of ids) {
      await this.#sql.run(FORGET, id);
      await this.#sql.update('newsletter', { id }, { state: 'archived' });
    }
    return ids.length;
  }

  async refuse(participant: string) {
    await this.accept(participant);
    await this.#sql.insert('mailing_choice', { participant, kind: 'newsletter', way: 'nothing' });
  }

  async accept(participant: string) {
    await this.#sql.run(UNCHOSEN, participant);
  }
}
