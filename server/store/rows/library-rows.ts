import assert from 'node:assert/strict';
import { inTurn } from '../../../shared/in-turn.ts';
import type { EventPrivacy } from '../../../shared/people/agenda-words.ts';
import type { DocumentVersion, LibraryDocument } from '../../domain/library/document.ts';
import type { DocumentPin, KeptDocument, LibraryWriter } from '../../ports/rows/library.ts';
import type { SealedBytes } from '../../ports/vault.ts';
import { bytes, int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const DOCUMENTS = 'SELECT * FROM document WHERE charity = ? ORDER BY at_ms, id';
const GROUPS = 'SELECT group_id FROM document_group WHERE document = ? ORDER BY group_id';
const VERSIONS = 'SELECT * FROM document_version WHERE document = ? ORDER BY number DESC';
const NEWEST = `${VERSIONS} LIMIT 1`;

const PINNED = `SELECT document.* FROM document_pin JOIN document ON document.id = document_pin.document
  WHERE document_pin.campaign = ? AND document.withdrawn_at_ms IS NULL ORDER BY document.id`;
const PINNED_VERSIONS = `SELECT document_version.id, document.changed_at_ms FROM document_pin
  JOIN document ON document.id = document_pin.document JOIN document_version ON document_version.document = document.id
  WHERE document_pin.campaign = ? AND document.withdrawn_at_ms IS NULL
  AND document_version.number = (SELECT max(number) FROM document_version newest WHERE newest.document = document.id)
  ORDER BY document_version.id`;

const WITHDRAWN = 'SELECT id FROM document WHERE withdrawn_at_ms < ?1';
const OLD_VERSIONS = `SELECT id FROM document_version WHERE document IN (${WITHDRAWN})`;
/** In the order in which they refer to each other. */
const DROPS = [
  `DELETE FROM document_part WHERE version IN (${OLD_VERSIONS})`,
  `DELETE FROM document_version WHERE document IN (${WITHDRAWN})`,
  `DELETE FROM document_group WHERE document IN (${WITHDRAWN})`,
  `DELETE FROM document_pin WHERE document IN (${WITHDRAWN})`,
];

function versionOf(row: Row): DocumentVersion {
  return {
    id: text(row, 'id'),
    document: text(row, 'document'),
    number: int(row, 'number'),
    name: text(row, 'name'),
    bytes: int(row, 'bytes'),
    sha256: text(row, 'sha256'),
    author: text(row, 'author'),
    atMs: int(row, 'at_ms'),
  };
}

export class LibraryRows implements LibraryWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async #documentOf(row: Row): Promise<KeptDocument> {
    const id = text(row, 'id');
    const newest = await this.#sql.get(NEWEST, id);
    assert(newest, 'a document has a version');
    return {
      id,
      charity: text(row, 'charity'),
      folder: text(row, 'folder'),
      title: text(row, 'title'),
      description: text(row, 'description'),
      tags: text(row, 'tags'),
      privacy: text(row, 'privacy') as EventPrivacy,
      groups: (await this.#sql.all(GROUPS, id)).map((one) => text(one, 'group_id')),
      withdrawnAtMs: intOrNull(row, 'withdrawn_at_ms'),
      author: text(row, 'author'),
      atMs: int(row, 'at_ms'),
      changedAtMs: int(row, 'changed_at_ms'),
      newest: versionOf(newest),
    };
  }

  async documents(charity: string) {
    return await inTurn.map(await this.#sql.all(DOCUMENTS, charity), (row) => this.#documentOf(row));
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM document WHERE id = ?', id);
    return row && (await this.#documentOf(row));
  }

  async versions(document: string) {
    return (await this.#sql.all(VERSIONS, document)).map(versionOf);
  }

  async pinned(campaign: string) {
    return await inTurn.map(await this.#sql.all(PINNED, campaign), (row) => this.#documentOf(row));
  }

  async pinnedVersions(campaign: string) {
    return await this.#sql.kept(`pinned versions ${campaign}`, async () =>
      (await this.#sql.all(PINNED_VERSIONS, campaign)).map(
        (row) => `${text(row, 'id')} ${int(row, 'changed_at_ms')}`,
      ),
    );
  }

  async pinsOf(document: string) {
    const source = 'SELECT campaign FROM document_pin WHERE document = ? ORDER BY campaign';
    return (await this.#sql.all(source, document)).map((row) => text(row, 'campaign'));
  }

  async pin({ campaign, document, author, atMs }: DocumentPin) {
    const source = `INSERT INTO document_pin (campaign, document, author, at_ms) SELECT ?1, ?2, ?3, ?4
      WHERE NOT EXISTS (SELECT 1 FROM document_pin WHERE campaign = ?1 AND document = ?2)`;
    return (await this.#sql.run(source, campaign, document, author, atMs)) > 0;
  }

  async unpin({ campaign, document }: Pick<DocumentPin, 'campaign' | 'document'>) {
    const source = 'DELETE FROM document_pin WHERE campaign = ? AND document = ?';
    return (await this.#sql.run(source, campaign, document)) > 0;
  }

  async part(version: string, number: number): Promise<SealedBytes | undefined> {
    const source = 'SELECT sealed FROM document_part WHERE version = ? AND number = ?';
    const row = await this.#sql.get(source, version, number);
    return row && bytes(row, 'sealed');
  }

  async add({ groups, ...document }: LibraryDocument) {
    await this.#sql.insert('document', document);
    for (const groupId of groups)
      await this.#sql.insert('document_group', { document: document.id, groupId });
  }

  async update(id: string, change: Parameters<LibraryWriter['update']>[1]) {
    await this.#sql.update('document', { id }, change);
  }

  async edit(id: string, { groups, ...said }: Parameters<LibraryWriter['edit']>[1]) {
    await this.#sql.update('document', { id }, said);
    await this.#sql.run('DELETE FROM document_group WHERE document = ?', id);
    for (const groupId of groups) await this.#sql.insert('document_group', { document: id, groupId });
  }

  async dropWithdrawn(beforeMs: number) {
    for (const source of DROPS) await this.#sql.run(source, beforeMs);
    return await this.#sql.run('DELETE FROM document WHERE withdrawn_at_ms < ?1', beforeMs);
  }

  async addVersion(version: DocumentVersion, parts: readonly SealedBytes[]) {
    await this.#sql.insert('document_version', { ...version });
    for (const [number, sealed] of parts.entries())
      await this.#sql.insert('document_part', { version: version.id, number, sealed });
  }
}
