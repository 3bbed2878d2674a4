import { callAidsSchema } from '../../../shared/call-aids.ts';
import { callScriptSchema } from '../../../shared/call-script.ts';
import { type SettingsPart, saidValuesSchema } from '../../domain/campaign/said-settings.ts';
import { lineScriptSchema } from '../../domain/line/line-texts.ts';
import { linkTextsSchema } from '../../domain/line/link-texts.ts';
import { lineMentionsSchema } from '../../domain/said/line-parts.ts';
import { SCRIPT_KINDS } from '../../domain/said/script-parts.ts';
import type {
  ScriptBody,
  ScriptKey,
  ScriptKind,
  ScriptLife,
  ScriptLifeWriter,
  ScriptState,
} from '../../ports/rows/script-lives.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';
import { EMAIL_TEMPLATES } from './campaign-rows.ts';

const json = jsonColumns('script_life', 'campaign', 'kind', 'version');

const COLUMNS = `campaign, kind, version, hash, state, imported_at_ms, imported_by, submitted_at_ms, submitted_by,
approved_at_ms, approved_by, approval, from_ms, retired_at_ms, retired_by, retired_reason`;
const BY_KEY = `SELECT ${COLUMNS} FROM script_life WHERE campaign = ? AND kind = ? AND version = ?`;
const BODY =
  'SELECT campaign, kind, version, body FROM script_life WHERE campaign = ? AND kind = ? AND version = ?';
const IN_FORCE = `SELECT ${COLUMNS} FROM script_life WHERE campaign = ? AND kind = ? AND state = 'in-force'`;
const OF_CAMPAIGN = `SELECT ${COLUMNS} FROM script_life WHERE campaign = ?
ORDER BY imported_at_ms, version`;
const PLANNED = `FROM script_life INDEXED BY script_planned WHERE campaign = ?
AND kind IN (${SCRIPT_KINDS.map((kind) => `'${kind}'`).join(', ')}) AND state = 'approved' AND from_ms IS NOT NULL`;
const DUE = `SELECT ${COLUMNS} ${PLANNED} AND from_ms <= ? ORDER BY from_ms, kind`;
const FIRST_PLANNED = `SELECT min(from_ms) AS first_ms ${PLANNED}`;
const DROP_DRAFT = `DELETE FROM script_life
WHERE campaign = ? AND kind = ? AND version = ? AND state IN ('draft', 'submitted')`;

function lifeOf(row: Row): ScriptLife {
  return {
    campaign: text(row, 'campaign'),
    kind: text(row, 'kind') as ScriptKind,
    version: text(row, 'version'),
    hash: text(row, 'hash'),
    state: text(row, 'state') as ScriptState,
    importedAtMs: int(row, 'imported_at_ms'),
    importedBy: text(row, 'imported_by'),
    submittedAtMs: intOrNull(row, 'submitted_at_ms'),
    submittedBy: textOrNull(row, 'submitted_by'),
    approvedAtMs: intOrNull(row, 'approved_at_ms'),
    approvedBy: textOrNull(row, 'approved_by'),
    approval: textOrNull(row, 'approval'),
    fromMs: intOrNull(row, 'from_ms'),
    retiredAtMs: intOrNull(row, 'retired_at_ms'),
    retiredBy: textOrNull(row, 'retired_by'),
    retiredReason: textOrNull(row, 'retired_reason'),
  };
}

function contentOf(body: ScriptBody): unknown {
  const { kind: _, ...content } = body;
  // Whatever its name is, there is one.
  return Object.values(content)[0];
}

const valuesOf = (kind: SettingsPart) => (row: Row) => {
  return { kind, values: json(row, 'body', saidValuesSchema) };
};

/** What the body of each part holds. */
const BODIES: Readonly<Record<ScriptKind, (row: Row) => ScriptBody>> = {
  script: (row) => ({ kind: 'script', script: json(row, 'body', callScriptSchema) }),
  notes: (row) => ({ kind: 'notes', aids: json(row, 'body', callAidsSchema) }),
  themes: valuesOf('themes'),
  ladder: valuesOf('ladder'),
  mentions: valuesOf('mentions'),
  emails: (row) => ({ kind: 'emails', emails: json(row, 'body', EMAIL_TEMPLATES) }),
  'line-script': (row) => ({ kind: 'line-script', words: json(row, 'body', lineScriptSchema) }),
  'line-mentions': (row) => ({ kind: 'line-mentions', mentions: json(row, 'body', lineMentionsSchema) }),
  'line-messages': (row) => ({ kind: 'line-messages', messages: json(row, 'body', linkTextsSchema) }),
};

export class ScriptLifeRows implements ScriptLifeWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byKey({ campaign, kind, version }: ScriptKey) {
    const row = await this.#sql.get(BY_KEY, campaign, kind, version);
    return row && lifeOf(row);
  }

  async body({ campaign, kind, version }: ScriptKey): Promise<ScriptBody | undefined> {
    const row = await this.#sql.get(BODY, campaign, kind, version);
    return row && BODIES[kind](row);
  }

  async inForce(campaign: string, kind: ScriptKind) {
    const row = await this.#sql.get(IN_FORCE, campaign, kind);
    return row && lifeOf(row);
  }

  async ofCampaign(campaign: string) {
    const lives = (await this.#sql.all(OF_CAMPAIGN, campaign)).map(lifeOf);
    return lives.toSorted((a, b) => SCRIPT_KINDS.indexOf(a.kind) - SCRIPT_KINDS.indexOf(b.kind));
  }

  async due(campaign: string, nowMs: number) {
    const firstMs = await this.#sql.kept(`first script planned ${campaign}`, async () =>
      intOrNull((await this.#sql.get(FIRST_PLANNED, campaign)) ?? {}, 'first_ms'),
    );
    if (firstMs === null || firstMs > nowMs) return [];
    return (await this.#sql.all(DUE, campaign, nowMs)).map(lifeOf);
  }

  async putDraft(draft: Parameters<ScriptLifeWriter['putDraft']>[0], body: ScriptBody) {
    const { campaign, kind, version } = draft;
    await this.#sql.run(DROP_DRAFT, campaign, kind, version);
    await this.#sql.insert('script_life', {
      ...draft,
      body: JSON.stringify(contentOf(body)),
      state: 'draft',
    });
  }

  async change({ campaign, kind, version }: ScriptKey, change: Parameters<ScriptLifeWriter['change']>[1]) {
    await this.#sql.update('script_life', { campaign, kind, version }, change);
  }
}
