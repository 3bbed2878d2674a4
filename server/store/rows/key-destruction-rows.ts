import type { KeyDestruction, KeyDestructionWriter, LostServer } from '../../ports/rows/key-destructions.ts';
import { int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';

function destructionOf(row: Row): KeyDestruction {
  return {
    server: text(row, 'server'),
    campaign: text(row, 'campaign'),
    charity: text(row, 'charity'),
    askedAtMs: int(row, 'asked_at_ms'),
    doneAtMs: intOrNull(row, 'done_at_ms'),
    statement: text(row, 'statement'),
    signature: text(row, 'signature'),
  };
}

const OF_CAMPAIGN = 'SELECT * FROM key_destruction WHERE campaign = ? ORDER BY server';
const OWED_BY = 'SELECT * FROM key_destruction WHERE server = ? AND done_at_ms IS NULL ORDER BY campaign';
const OWED = `SELECT * FROM key_destruction WHERE done_at_ms IS NULL AND server NOT IN (SELECT name FROM lost_server)
ORDER BY campaign, server`;
const ASK = `INSERT INTO key_destruction (server, campaign, charity, asked_at_ms, statement, signature)
VALUES (?, ?, ?, ?, '', '') ON CONFLICT (server, campaign) DO NOTHING`;

export class KeyDestructionRows implements KeyDestructionWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCampaign(campaign: string) {
    return (await this.#sql.all(OF_CAMPAIGN, campaign)).map(destructionOf);
  }

  async owedBy(server: string) {
    return (await this.#sql.all(OWED_BY, server)).map(destructionOf);
  }

  async owed() {
    return (await this.#sql.all(OWED)).map(destructionOf);
  }

  async lostServers(): Promise<readonly LostServer[]> {
    return (await this.#sql.all('SELECT * FROM lost_server ORDER BY name')).map((row) => ({
      name: text(row, 'name'),
      declaredBy: text(row, 'declared_by'),
      declaredAtMs: int(row, 'declared_at_ms'),
    }));
  }

  async ask({ server, campaign, charity, askedAtMs }: Parameters<KeyDestructionWriter['ask']>[0]) {
    await this.#sql.run(ASK, server, campaign, charity, askedAtMs);
  }

  async prove(
    { server, campaign }: Parameters<KeyDestructionWriter['prove']>[0],
    proof: Parameters<KeyDestructionWriter['prove']>[1],
  ) {
    await this.#sql.update('key_destruction', { server, campaign }, proof);
  }

  async declareLost(server: LostServer) {
    const known = {
      code: 'server-lost-already',
      message: `« ${server.name} » est déjà déclaré perdu.`,
      hint: 'Rien à refaire : plateau server list.',
    };
    await refuseDuplicate(known, () => this.#sql.insert('lost_server', server));
  }
}
