import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type CallScript, callScriptSchema } from '../../../shared/call-script.ts';
import type { Country } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import { parsedAs, shapeOf } from '../../../shared/shape-of.ts';
import {
  campaignSettingsSchema,
  EMAIL_KINDS,
  type EmailTemplate,
} from '../../domain/campaign/campaign-settings.ts';
import { PLEDGE_LINE } from '../../domain/campaign/pledge-line-kind.ts';
import type { CampaignRow, CampaignState, CampaignWriter } from '../../ports/rows/campaigns.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { ParsedTexts } from './parsed-texts.ts';

export const EMAIL_TEMPLATES = z.array(
  shapeOf<EmailTemplate>({
    kind: z.enum(EMAIL_KINDS),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
  }),
);

function campaignOf(row: Row, texts: ParsedTexts): CampaignRow {
  const code = text(row, 'code');
  const parsed = <T>(column: string, shape: z.ZodType<T>) =>
    texts.parse({ table: 'campaign', key: code, column }, text(row, column), shape);
  const edition = textOrNull(row, 'edition');
  return {
    code,
    charity: text(row, 'charity'),
    kind: text(row, 'kind') as CampaignRow['kind'],
    country: text(row, 'country') as Country,
    name: text(row, 'name'),
    state: text(row, 'state') as CampaignState,
    settings: parsed('settings', campaignSettingsSchema),
    emails: parsed('emails', EMAIL_TEMPLATES),
    scriptVersion: text(row, 'script_version'),
    keyFingerprint: text(row, 'key_fingerprint'),
    createdAtMs: int(row, 'created_at_ms'),
    closedAtMs: intOrNull(row, 'closed_at_ms'),
    ...(edition === null ? {} : { edition }),
  };
}

/** Blind indexes and figures already stored rest on these three. */
function refuseOtherIdentity(known: CampaignRow, row: CampaignRow): void {
  const same = known.charity === row.charity && known.kind === row.kind && known.country === row.country;
  if (same) return;
  throw new AppError({
    code: 'campaign-identity-changed',
    kind: 'conflict',
    message: `La campagne ${row.code} existe avec une autre association, un autre genre ou un autre pays.`,
    hint: 'Rétablissez ces trois réglages, ou créez une campagne sous un autre code.',
  });
}

/** A pledge line has other settings: its rows are given by `LineRows`. */
const CALLING = `SELECT * FROM campaign WHERE kind <> '${PLEDGE_LINE}'`;

export class CampaignRows implements CampaignWriter {
  readonly #sql: Sql;
  readonly #texts = new ParsedTexts();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byCode(code: string) {
    return await this.#sql.kept(`campaign ${code}`, async () => {
      const row = await this.#sql.get(`${CALLING} AND code = ?`, code);
      return row && campaignOf(row, this.#texts);
    });
  }

  async all(): Promise<readonly CampaignRow[]> {
    return await this.#sql.kept('campaigns', async () => {
      const all = await this.#sql.all(`${CALLING} ORDER BY code`);
      return all.map((row) => campaignOf(row, this.#texts));
    });
  }

  async openCodes(charity: string) {
    const open = `SELECT code FROM campaign WHERE charity = ? AND state = 'open' AND kind <> '${PLEDGE_LINE}' ORDER BY code`;
    return (await this.#sql.all(open, charity)).map((row) => text(row, 'code'));
  }

  async script(code: string, version: string): Promise<CallScript | undefined> {
    return await this.#sql.kept(`script ${code} ${version}`, async () => {
      const row = await this.#sql.get(
        'SELECT body FROM script WHERE campaign = ? AND version = ?',
        code,
        version,
      );
      return row && this.#scriptOf({ code, version }, row);
    });
  }

  async scripts(code: string) {
    const all = await this.#sql.all(
      'SELECT version, body FROM script WHERE campaign = ? ORDER BY version',
      code,
    );
    return new Map(
      all.map((row) => {
        const version = text(row, 'version');
        return [version, this.#scriptOf({ code, version }, row)];
      }),
    );
  }

  #scriptOf({ code, version }: { readonly code: string; readonly version: string }, row: Row): CallScript {
    const cell = { table: 'script', key: `${code} ${version}`, column: 'body' };
    return this.#texts.parse(cell, text(row, 'body'), callScriptSchema);
  }

  /**
   * An existing campaign keeps its state and its creation time; the rest is replaced. AppErrors
   * `campaign-identity-changed` (charity, kind or country) and `script-version-changed`.
   */
  async save(row: CampaignRow, script: CallScript) {
    const known = await this.byCode(row.code);
    const { name, scriptVersion, keyFingerprint } = row;
    const settings = JSON.stringify(row.settings);
    const emails = JSON.stringify(row.emails);
    if (known) {
      refuseOtherIdentity(known, row);
      const change = { name, settings, emails, scriptVersion, keyFingerprint };
      await this.#sql.update('campaign', { code: row.code }, change);
    } else {
      await this.#sql.insert('campaign', { ...row, settings, emails, edition: null });
    }
    await this.#keepScript(row.code, script);
  }

  async #keepScript(campaign: string, script: CallScript) {
    const known = await this.script(campaign, script.version);
    const body = JSON.stringify(script);
    if (known === undefined) await this.#sql.insert('script', { campaign, version: script.version, body });
    else if (!isDeepStrictEqual(known, parsedAs(body, callScriptSchema)))
      throw new AppError({
        code: 'script-version-changed',
        kind: 'conflict',
        message: `Le script ${script.version} existe déjà avec un autre contenu.`,
        hint: 'Donnez un nouveau numéro de version au script modifié.',
      });
  }

  async close(code: string, closedAtMs: number) {
    await this.#sql.update('campaign', { code }, { state: 'closed', closedAtMs });
  }

  async setState(code: string, state: CampaignState) {
    await this.#sql.update('campaign', { code }, { state });
  }
}
