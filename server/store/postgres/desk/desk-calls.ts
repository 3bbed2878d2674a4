import assert from 'node:assert/strict';
import * as z from 'zod';
import { parsedAs } from '../../../../shared/shape-of.ts';
import type {
  DeskFunctions,
  QuickCard,
  QuickClaim,
  QuickClaimed,
  QuickOpening,
  QuickRecording,
} from '../../../desk/desk-functions.ts';
import { canonicalDetail } from '../../../domain/audit/audit-chain.ts';
import type { DeskTelling } from '../../../ports/desk.ts';
import type { StoreReader } from '../../../ports/store.ts';
import { columnsOf, type Row } from '../../columns.ts';
import { callColumns, callOf } from '../../rows/call-columns.ts';
import { leaseOf } from '../../rows/lease-rows.ts';
import { recordOf, recordValues } from '../../rows/record-columns.ts';
import { lastCallColumns } from '../../rows/undo-rows.ts';
import type { PostgresSql } from '../postgres-sql.ts';
import { statementsOfCard } from './card-statements.ts';
import { ownNames } from './function-names.ts';

const CLAIM = ownNames('SELECT desk_claim($1, $2, $3, $4) AS answer');
const OPEN = ownNames('SELECT desk_open($1) AS answer');
const RECORD = ownNames('SELECT desk_record($1, $2, $3, $4) AS answer');

/** What a function answers, as JSON: rows as the base has them, but that bytes are hexadecimal. */
interface Answer {
  readonly answer: 'card' | 'opened' | 'recorded' | 'judge' | 'stale';
  /** Its number; only when it wrote. */
  readonly transaction?: string;
  readonly present?: QuickClaimed['present'];
  readonly record?: Told;
  readonly lease?: Told;
  readonly calls?: readonly Told[];
  readonly others?: readonly Told[];
}
type Told = Record<string, Row[string]>;

/** A function answers its rows as JSON: they are read column by column afterwards, like those of a SELECT. */
const ANSWER = z.custom<Answer>((value) => typeof value === 'object' && value !== null && 'answer' in value);

/** A reason of the product's own stands in the chain itself: nothing is kept beside it. */
function why(reason: string): { readonly digest: string; readonly words: string } {
  return { digest: reason, words: '' };
}

const entryOf = ({ detail, ...entry }: QuickClaim['entry']) => ({
  ...entry,
  detail: canonicalDetail(detail),
});

/** As the base's JSON has bytes. */
const inHex = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`;

function rowFor(values: object): string {
  return JSON.stringify(columnsOf(values), (_, value: unknown) =>
    value instanceof Uint8Array ? inHex(value) : value,
  );
}

function rowOf(told: Told): Row {
  const { sealed } = told;
  if (typeof sealed !== 'string') return told;
  return { ...told, sealed: new Uint8Array(Buffer.from(sealed.slice(2), 'hex')) };
}

/** The functions of desk/*.ts in this folder, each a transaction whose commit `settled` waits for. */
export class DeskCalls implements DeskFunctions {
  readonly #sql: PostgresSql;
  readonly #rows: StoreReader;
  readonly #noteWrite: (transaction: string) => void;

  constructor(sql: PostgresSql, rows: StoreReader, noteWrite: (transaction: string) => void) {
    this.#sql = sql;
    this.#rows = rows;
    this.#noteWrite = noteWrite;
  }

  async known<T>(work: (rows: StoreReader) => Promise<T>) {
    return await this.#sql.known(() => work(this.#rows));
  }

  async read<T>(work: (rows: StoreReader) => Promise<T>): Promise<T> {
    return await this.#sql.read(() => work(this.#rows));
  }

  async claim(version: number, { places, looks, entry, reasons, weighsMs, ...asked }: QuickClaim) {
    const question = {
      ...{ ...asked, entry: entryOf(entry) },
      ...{ served: why(reasons.served), byAppointment: why(reasons.byAppointment) },
    };
    const inPlaces = Object.entries(places).map(([code, { owed, ...place }]) => [
      code,
      { ...place, weighsMs, waits: owed.waits, mostTries: owed.most },
    ]);
    const given = [question, Object.fromEntries(inPlaces), looks].map((one) => JSON.stringify(one));
    const answer = await this.#ask(CLAIM, version, ...given);
    return { ...(answer.present && { present: answer.present }), ...cardIn(answer) };
  }

  async tell<T extends object>(asked: DeskTelling, work: (rows: StoreReader) => Promise<T>) {
    return (await this.#sql.foreseen(statementsOfCard(asked), () => work(this.#rows)))?.value;
  }

  async open({ agent, callId, entry, reason }: QuickOpening) {
    const asked = { agent, callId, entry: entryOf(entry), why: why(reason) };
    return cardIn(await this.#ask(OPEN, JSON.stringify(asked))).card;
  }

  async record(version: number, { record, rows, change, entry, ...asked }: QuickRecording): Promise<boolean> {
    const question = { ...asked, recordId: record.id, version: record.version, entry: entryOf(entry) };
    const given = [JSON.stringify(question), rowFor(recordValues(change)), rowsFor(rows)];
    return (await this.#ask(RECORD, version, ...given)).answer === 'recorded';
  }

  async #ask(source: string, ...values: readonly (string | number)[]): Promise<Answer> {
    const answer = parsedAs(await this.#sql.once(source, values), ANSWER);
    assert(answer, 'a function of the desk answers in its shape');
    if (answer.transaction !== undefined) this.#noteWrite(answer.transaction);
    return answer;
  }
}

function cardIn({ record, lease, calls = [], others = [] }: Answer): { readonly card?: QuickCard } {
  if (!record || !lease) return {};
  return {
    card: {
      record: recordOf(rowOf(record)),
      lease: leaseOf(lease),
      calls: calls.map((call) => callOf(rowOf(call))),
      others: others.map((one) => recordOf(rowOf(one))),
    },
  };
}

/** By table. */
function rowsFor({ call, lastCall, email, consent, check }: QuickRecording['rows']): string {
  const rows = {
    call: rowFor(callColumns(call)),
    last_call: rowFor(lastCallColumns(lastCall)),
    ...(email && { email: rowFor(email) }),
    ...(consent && { consent: rowFor(consent) }),
    ...(check && { agreement_check: rowFor(check) }),
  };
  return `{${Object.entries(rows)
    .map(([table, row]) => `"${table}":${row}`)
    .join(',')}}`;
}
