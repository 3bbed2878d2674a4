import * as z from 'zod';
import { shapeOf } from '../../../shared/shape-of.ts';
import type { Edition, EditionPart } from '../../domain/said/edition.ts';
import { SCRIPT_KINDS } from '../../domain/said/script-parts.ts';
import type { EditionWriter } from '../../ports/rows/editions.ts';
import { text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';

const json = jsonColumns('edition', 'campaign', 'digest');
const PARTS = z.array(
  shapeOf<EditionPart>({ kind: z.enum(SCRIPT_KINDS), version: z.string(), hash: z.string() }),
);

export class EditionRows implements EditionWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byDigest(campaign: string, digest: string): Promise<Edition | undefined> {
    const row = await this.#sql.get(
      'SELECT campaign, digest, parts FROM edition WHERE campaign = ? AND digest = ?',
      campaign,
      digest,
    );
    return row && { digest, parts: json(row, 'parts', PARTS) };
  }

  async beginningWith(campaign: string, start: string): Promise<Edition | undefined> {
    // Nothing of an hexadecimal number comes after « g ».
    const [found, other] = await this.#sql.all(
      'SELECT digest FROM edition WHERE campaign = ? AND digest >= ? AND digest < ? LIMIT 2',
      campaign,
      start,
      `${start}g`,
    );
    return found && !other ? await this.byDigest(campaign, text(found, 'digest')) : undefined;
  }

  async keep(campaign: string, { digest, parts }: Edition, atMs: number) {
    if (!(await this.byDigest(campaign, digest)))
      await this.#sql.insert('edition', { campaign, digest, parts: JSON.stringify(parts), firstAtMs: atMs });
    await this.#sql.update('campaign', { code: campaign }, { edition: digest });
  }
}
