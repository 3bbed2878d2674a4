import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { plateau } from '../support/house/command-line.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import {
  outcomeBy,
  type Person,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';

/** One bit of the base changes under the built server: one record waits, everybody else works. */
let place: Installation;
let staff: Staff;
let server: ServerProcess;
let damaged: number;
let backup: string;

const BACKUPS = () => ({ PLATEAU_BACKUP_DIR: join(place.folder, 'sauvegardes') });
const AGENTS = 3;
const REQUESTS = 12;

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, AGENTS);
  const fileName = await staff.giveContactFile(90);
  server = await place.start(BACKUPS());
  const { campaign } = staff;
  await rpcOf(server.url, staff.ops.token).operations.importFile.mutate({ campaign, fileName });
  backup = (await rpcOf(server.url, staff.dataOfficer.token).backups.create.mutate()).backup.name;
});
afterAll(() => place.close());

const desk = (who: Person) => rpcOf(server.url, who.token);
const command = (who: Person, ...words: string[]) =>
  plateau(words, {
    cwd: place.folder,
    env: { ...place.env, ...BACKUPS(), PLATEAU_TOKEN_FILE: who.tokenFile },
  });

async function firstServed(agent: Person): Promise<number> {
  const next = await desk(agent).calls.next.mutate();
  if (next.kind === 'none') throw new Error(next.why);
  await desk(agent).calls.release.mutate({ callId: next.card.callId });
  return next.card.recordId;
}

/** One bit of the first record of the queue; two packets further on change places. */
function damage(recordId: number): readonly number[] {
  const db = new DatabaseSync(join(place.folder, 'donnees', 'plateau.db'));
  try {
    const sealedOf = (id: number) =>
      Buffer.from(db.prepare('SELECT sealed FROM record WHERE id = ?').get(id)?.sealed as Uint8Array);
    const put = (id: number, bytes: Buffer) =>
      db.prepare('UPDATE record SET sealed = ? WHERE id = ?').run(bytes, id);
    const others = db
      .prepare(`SELECT id FROM record WHERE state = 'ready' AND id <> ? ORDER BY id LIMIT 2`)
      .all(recordId)
      .map(({ id }) => Number(id));
    const bytes = sealedOf(recordId);
    bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60);
    put(recordId, bytes);
    const [one = 0, other = 0] = others;
    const [first, second] = [sealedOf(one), sealedOf(other)];
    put(one, second);
    put(other, first);
    return others;
  } finally {
    db.close();
  }
}

describe('R-35 one damaged record stays one damaged record', () => {
  it('three agents ask twelve times each and get thirty-six cards', async () => {
    const [first] = staff.agents;
    if (!first) throw new Error('an agent');
    damaged = await firstServed(first);
    const swapped = damage(damaged);
    const script = referenceScript();
    const served = new Set<number>();
    for (let request = 0; request < REQUESTS; request += 1) {
      for (const agent of staff.agents) {
        const next = await desk(agent).calls.next.mutate();
        if (next.kind === 'none') throw new Error(next.why);
        served.add(next.card.recordId);
        await desk(agent).calls.save.mutate(outcomeBy(script, next.card, 'NJ_NRP'));
        expect(await desk(agent).agentRecords.own.mutate({})).toBeDefined();
      }
    }
    expect(served.size).toBe(AGENTS * REQUESTS);
    for (const id of [damaged, ...swapped]) expect(served).not.toContain(id);
  });

  it('ops, the data officer, the lead and the doctor are told', async () => {
    for (const who of [staff.ops, staff.dataOfficer]) {
      const { stdout } = await command(who, 'status');
      expect(stdout).toMatch(/ALARME .* contenus? abîmés?, fiches? [\d,-]+ : plateau record restore/);
    }
    expect((await command(staff.dataOfficer, 'record', 'damaged')).stdout).toContain(String(damaged));
    const board = await desk(staff.lead).team.board.query();
    expect(board.alerts.map(({ text }) => text).join()).toContain(`Fiche ${damaged} : contenu abîmé`);
    const doctor = await plateau(['doctor'], { cwd: place.folder, env: { ...place.env, ...BACKUPS() } });
    expect(doctor.stdout).toMatch(/contenus scellés/);
    expect(doctor.status).not.toBe(0);
  });

  it('the data officer gives it back, and it is called again', async () => {
    const words = ['record', 'restore', String(damaged), '--from', backup];
    const trial = await command(staff.dataOfficer, ...words, '--dry-run');
    expect(trial.stdout).toContain('À rendre : le contenu de la fiche.');
    expect((await command(staff.dataOfficer, ...words, '--confirm', String(damaged + 1))).stderr).toContain(
      'number-mismatch',
    );
    const held = () => place.look(async (rows) => (await rows.records.byId(damaged))?.hold);
    expect(await held()).toBe('damaged');
    const done = await command(staff.dataOfficer, ...words, '--confirm', String(damaged));
    expect(done.stdout).toContain(`Fiche ${damaged} : le contenu de la fiche, rendu de ${backup}.`);
    expect(await held()).toBe(null);
    const again = await command(staff.dataOfficer, ...words);
    expect(again.stdout).toContain('rien n’est abîmé, rien à rendre');
    const [agent] = staff.agents;
    if (!agent) throw new Error('an agent');
    expect(await firstServed(agent)).toBe(damaged);
  });
});
