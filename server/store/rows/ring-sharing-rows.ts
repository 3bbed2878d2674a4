import type {
  RingKey,
  RingProof,
  RingRequest,
  RingSharingWriter,
  RingStage,
  TransferOffer,
} from '../../ports/rows/ring-sharing.ts';
import { int, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const CLAIM = `INSERT INTO ring_key (place, mark, claimed_at_ms) VALUES (?, ?, ?) ON CONFLICT (place) DO NOTHING`;
const OFFER = `INSERT INTO transfer_key (server, epoch, transfer_point, mark) VALUES (?, ?, ?, ?)
ON CONFLICT (server) DO UPDATE SET epoch = excluded.epoch, transfer_point = excluded.transfer_point, mark = excluded.mark`;
const ASK = `INSERT INTO ring_request (server, place, number, asked_at_ms, sealed_to, packet) VALUES (?, ?, ?, ?, '', '')
ON CONFLICT (server, place) DO UPDATE SET number = excluded.number, sealed_to = '', packet = ''
WHERE ring_request.number <> excluded.number`;
const ANSWER = 'UPDATE ring_request SET sealed_to = ?, packet = ? WHERE server = ? AND place = ?';
const PROVE = `INSERT INTO ring_proof (server, place, number, stage, proved_at_ms, proof, checked_by)
VALUES (?, ?, ?, ?, ?, ?, NULL)
ON CONFLICT (server, place, number, stage) DO UPDATE SET proved_at_ms = excluded.proved_at_ms, proof = excluded.proof,
  checked_by = NULL`;
const CHECK = `UPDATE ring_proof SET checked_by = ?
WHERE server = ? AND place = ? AND number = ? AND stage = ? AND proof = ?`;

function keyOf(row: Row): RingKey {
  return { place: text(row, 'place'), mark: text(row, 'mark') };
}

function offerOf(row: Row): TransferOffer {
  return {
    server: text(row, 'server'),
    epoch: int(row, 'epoch'),
    transferPoint: text(row, 'transfer_point'),
    mark: text(row, 'mark'),
  };
}

function requestOf(row: Row): RingRequest {
  return {
    server: text(row, 'server'),
    place: text(row, 'place'),
    number: int(row, 'number'),
    askedAtMs: int(row, 'asked_at_ms'),
    sealedTo: text(row, 'sealed_to'),
    packet: text(row, 'packet'),
  };
}

function proofOf(row: Row): RingProof {
  return {
    server: text(row, 'server'),
    place: text(row, 'place'),
    number: int(row, 'number'),
    stage: text(row, 'stage') as RingStage,
    provedAtMs: int(row, 'proved_at_ms'),
    proof: text(row, 'proof'),
    checkedBy: textOrNull(row, 'checked_by'),
  };
}

export class RingSharingRows implements RingSharingWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async keys() {
    return (await this.#sql.all('SELECT * FROM ring_key ORDER BY place')).map(keyOf);
  }

  async offers() {
    return (await this.#sql.all('SELECT * FROM transfer_key ORDER BY server')).map(offerOf);
  }

  async requests() {
    return (await this.#sql.all('SELECT * FROM ring_request ORDER BY server, place')).map(requestOf);
  }

  async proofs() {
    return (await this.#sql.all('SELECT * FROM ring_proof ORDER BY place, server, number, stage')).map(
      proofOf,
    );
  }

  async claim({ place, mark }: RingKey, atMs: number) {
    await this.#sql.run(CLAIM, place, mark, atMs);
    const row = await this.#sql.get('SELECT mark FROM ring_key WHERE place = ?', place);
    return row ? text(row, 'mark') : mark;
  }

  async offer({ server, epoch, transferPoint, mark }: TransferOffer) {
    await this.#sql.run(OFFER, server, epoch, transferPoint, mark);
  }

  async ask({ server, place, number, askedAtMs }: Parameters<RingSharingWriter['ask']>[0]) {
    await this.#sql.run(ASK, server, place, number, askedAtMs);
  }

  async answer(
    { server, place }: Parameters<RingSharingWriter['answer']>[0],
    { sealedTo, packet }: Parameters<RingSharingWriter['answer']>[1],
  ) {
    return (await this.#sql.run(ANSWER, sealedTo, packet, server, place)) === 1;
  }

  async dropRequest({ server, place }: Parameters<RingSharingWriter['dropRequest']>[0]) {
    await this.#sql.run('DELETE FROM ring_request WHERE server = ? AND place = ?', server, place);
  }

  async prove({
    server,
    place,
    number,
    stage,
    provedAtMs,
    proof,
  }: Parameters<RingSharingWriter['prove']>[0]) {
    await this.#sql.run(PROVE, server, place, number, stage, provedAtMs, proof);
  }

  async check(
    { server, place, number, stage, proof }: Parameters<RingSharingWriter['check']>[0],
    by: string,
  ) {
    await this.#sql.run(CHECK, by, server, place, number, stage, proof);
  }

  async withdraw({ server, place }: Parameters<RingSharingWriter['withdraw']>[0]) {
    await this.#sql.run('DELETE FROM ring_proof WHERE server = ? AND place = ?', server, place);
  }

  async forget(place: string) {
    for (const table of ['ring_key', 'ring_request', 'ring_proof'])
      await this.#sql.run(`DELETE FROM ${table} WHERE place = ?`, place);
  }
}
