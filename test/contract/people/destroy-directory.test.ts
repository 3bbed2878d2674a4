import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peoplePlace } from '../../../server/domain/people/people-place.ts';
import { decideApproval, listApprovals } from '../../../server/steps/approval/approvals.ts';
import { purgeDirectoryApproved } from '../../../server/steps/approval/approved-acts.ts';
import { createBackup } from '../../../server/steps/backup/backup-create.ts';
import { replayKeptActs } from '../../../server/steps/house/replay-acts.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { loadPeopleFields } from '../../../server/steps/people/open-people-base.ts';
import { endDirectories, purgeDirectory } from '../../../server/steps/purge/purge-directory.ts';
import { DIRECTORY_TABLES } from '../../../server/store/rows/people-base-erasure.ts';
import { FIELDS_TEXT, fiction, openPeopleHouse } from '../../support/people/people-house.ts';

const backups = mkdtempSync(join(tmpdir(), 'plateau-people-'));
const house = await openPeopleHouse({ PLATEAU_BACKUP_DIR: backups });
const { app, charity, dpo, team } = house;
afterAll(async () => {
  await house.close();
  rmSync(backups, { recursive: true });
});

const base = () => app.store.read((rows) => rows.people.base(charity));
const request = () => ({ charity, typedCode: charity, operator: dpo, verifier: 'ops.un' });

function everyByte(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return Buffer.concat(files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path)));
}

describe('R-33 the whole directory of a charity is destroyed', () => {
  let ops: Awaited<ReturnType<typeof house.hire>>;
  beforeAll(async () => {
    ops = await house.hire('ops.un', 'ops');
    await house.newGroup('GL Caen');
    await house.importLines([fiction(1, { GROUPES: 'GL Caen' }), fiction(2), fiction(3)]);
    const asked = { account: team, where: '', from: 0, limit: 5, whole: true };
    expect((await findPeople(app, asked)).total).toBe(3);
    await createBackup(app, { actor: dpo.id });
    house.clock.advance(60_000);
  });

  it('not with another code, nor checked by oneself, nor by one person alone', async () => {
    const refused = (change: object) => purgeDirectoryApproved(app, { ...request(), ...change });
    await expect(refused({ typedCode: 'AUTRE' })).rejects.toMatchObject({ code: 'code-mismatch' });
    await expect(purgeDirectory(app, { ...request(), verifier: 'dpo.un' })).rejects.toMatchObject({
      code: 'same-person',
    });
    await expect(refused({})).rejects.toMatchObject({ code: 'approval-needed' });
    expect(await base()).toBeDefined();
  });

  it('with its keys and the backups that held it; nobody is found in the bytes left, and the certificate counts', async () => {
    const samples = await app.store.read((rows) => rows.people.samples(charity, 10));
    // Three cards, three addresses, one number that they share.
    expect(samples).toHaveLength(7);
    const [asked] = await listApprovals(app, dpo);
    const decision = { id: asked?.id ?? '', as: 'approved', reason: 'fin de la convention' } as const;
    await decideApproval(app, { ...decision, person: ops });
    const done = await purgeDirectoryApproved(app, request());
    expect(done.facts).toMatchObject({
      counts: { participant: 3, people_group: 1, membership: 1, people_base: 1 },
      scan: { hits: 0, backups: 1, openingFailed: true },
    });
    expect(done.facts.scan.words).toBeGreaterThan(3);
    expect(await base()).toBeUndefined();
    expect(await app.vault.inventory(peoplePlace(charity))).toEqual([]);
    const disk = Buffer.concat([everyByte(house.home), everyByte(backups)]);
    for (const sample of samples) expect(disk.includes(sample)).toBe(false);
    expect(await endDirectories(app)).toBe(0);
    expect((await purgeDirectoryApproved(app, request())).certificateNumber).toBe(done.certificateNumber);
  }, 30_000);

  it('an older base that comes back loses it again; a new directory of the charity stays', async () => {
    const [act] = app.keptActs.all().filter((one) => one.kind === 'directory');
    const openedAtMs = act?.kind === 'directory' ? act.openedAtMs : 0;
    const opened = { charity, fields: FIELDS_TEXT, openedAtMs };
    await app.store.write((rows) => rows.people.openBase(opened));
    expect(await replayKeptActs(app)).toMatchObject({ purges: [`annuaire de ${charity}`] });
    expect(await base()).toBeUndefined();
    house.clock.advance(60_000);
    await loadPeopleFields(app, { account: dpo, charity, yaml: FIELDS_TEXT, accept: [] });
    expect(await replayKeptActs(app)).toMatchObject({ purges: [] });
    await house.importLines([fiction(4)]);
  });

  it('from every table that leads to it', () => {
    const schema = readFileSync(join(import.meta.dirname, '../../golden/schema.sql'), 'utf8');
    const known = new Set(DIRECTORY_TABLES.map(({ table }) => table));
    const leading = schema
      .split('CREATE TABLE ')
      .slice(1)
      .map((text) => text.split(/;\n/)[0] ?? '')
      .filter((text) =>
        /REFERENCES (people_base|participant|people_group|event|people_edit|document|document_version) /.test(
          text,
        ),
      )
      .map((text) => /^"?(\w+)/.exec(text)?.[1] ?? '');
    expect(leading.length).toBeGreaterThan(8);
    expect(leading.filter((table) => !known.has(table))).toEqual([]);
  });
});
