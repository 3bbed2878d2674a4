import type { AboutKind, DecisionAbout } from '../../domain/review/decision-about.ts';
import type { Decision, DecisionWriter } from '../../ports/rows/decisions.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const ABOUT = 'SELECT count(*) AS n FROM decision WHERE campaign = ? AND about_kind = ? AND about_value = ?';
const OF_CAMPAIGN = 'SELECT * FROM decision WHERE campaign = ? ORDER BY at_ms, id';

function decisionOf(row: Row): Decision {
  return {
    id: text(row, 'id'),
    campaign: text(row, 'campaign'),
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    about: { kind: text(row, 'about_kind') as AboutKind, value: text(row, 'about_value') },
    text: text(row, 'text'),
  };
}

export class DecisionRows implements DecisionWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCampaign(campaign: string) {
    return (await this.#sql.all(OF_CAMPAIGN, campaign)).map(decisionOf);
  }

  async countAbout(campaign: string, { kind, value }: DecisionAbout) {
    return await this.#sql.kept(`decisions about ${campaign} ${kind} ${value}`, () =>
      this.#sql.count(ABOUT, campaign, kind, value),
    );
  }

  async add({ about, ...row }: Decision) {
    await this.#sql.insert('decision', { ...row, aboutKind: about.kind, aboutValue: about.value });
  }
}
