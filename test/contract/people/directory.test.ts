import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinGroup } from '../../../server/steps/groups/join-group.ts';
import { renameGroup } from '../../../server/steps/groups/keep-groups.ts';
import { replayKeptActs } from '../../../server/steps/house/replay-acts.ts';
import { dropOldEdits } from '../../../server/steps/people/drop-old-edits.ts';
import { countPeople, editPeople } from '../../../server/steps/people/edit-people.ts';
import { eraseParticipant } from '../../../server/steps/people/erase-participant.ts';
import { exportPeople } from '../../../server/steps/people/export-people.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { importPeople } from '../../../server/steps/people/import-people.ts';
import { linkAccount } from '../../../server/steps/people/link-account.ts';
import { loadPeopleFields } from '../../../server/steps/people/open-people-base.ts';
import { showParticipant } from '../../../server/steps/people/show-participant.ts';
import { undoPeopleEdit } from '../../../server/steps/people/undo-people-edit.ts';
import {
  FIELDS_TEXT,
  fiction,
  openPeopleHouse,
  type PeopleHouse,
} from '../../support/people/people-house.ts';

let house: PeopleHouse;
beforeAll(async () => {
  house = await openPeopleHouse();
});
afterAll(() => house?.close());

const find = (text: string, account = house.team) =>
  findPeople(house.app, { account, where: text, from: 0, limit: 50, whole: true });
const names = async (text: string, account = house.team) =>
  (await find(text, account)).lines.map(({ name }) => name);

function everyByte(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return Buffer.concat(files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path)));
}

describe('R-51 the directory', () => {
  beforeAll(async () => {
    await house.newGroup('GL Caen');
    await house.newGroup('Antenne Bayeux', 'GL Caen');
    await house.newGroup('GL Lyon');
    const report = await house.importLines([
      fiction(10, {
        Prénom: 'Élodie',
        GROUPES: 'GL Caen (référente : communication)',
        Compétences: 'traduction',
        Ville: 'Caen',
        TAGS: 'climat',
      }),
      fiction(11, {
        Prénom: 'Hugo',
        GROUPES: 'GL Caen ; GL Lyon',
        Compétences: 'traduction ; vidéo',
        'Coordonnées visibles du groupe': 'oui',
      }),
      fiction(12, {
        Prénom: 'Mina',
        GROUPES: 'GL Caen',
        'Coordonnées visibles du groupe': 'oui',
        'Date de naissance': '01/01/2010',
      }),
      fiction(13, {
        Prénom: 'Denis',
        GROUPES: 'GL Lyon (coordinateur)',
        STATUT: 'confirmé',
        Notes: 'confidence',
      }),
      fiction(14, { Prénom: 'Rose', GROUPES: 'Antenne Bayeux', STATUT: 'prospect' }),
      fiction(15, { Prénom: 'Chef', GROUPES: 'GL Caen (coordinateur)' }),
    ]);
    expect(report.faults).toEqual([]);
  });

  it.each([
    ['trad caen', ['Élodie FICTIVE-10', 'Hugo FICTIVE-11']],
    ['TRADUCTION', ['Élodie FICTIVE-10', 'Hugo FICTIVE-11']],
    [
      'groupe:"gl caen" statut:confirmé type:bénévole',
      ['Chef FICTIVE-15', 'Élodie FICTIVE-10', 'Hugo FICTIVE-11', 'Mina FICTIVE-12'],
    ],
    ['groupe:bayeux', ['Rose FICTIVE-14']],
    ['groupe:ayeux', []],
    ['niveau:référent', ['Élodie FICTIVE-10']],
    ['communication', ['Élodie FICTIVE-10']],
    ['tag:climat', ['Élodie FICTIVE-10']],
    ['competences:video', ['Hugo FICTIVE-11']],
    ['email:elodie.13@', ['Denis FICTIVE-13']],
    ['personne-de-ce-nom', []],
  ])('finds « %s », accents and capitals aside', async (text, wanted) => {
    expect(await names(text)).toEqual(wanted);
  });

  it('refuses a filter that is no field, and says the nearest', async () => {
    await expect(find('vile:caen')).rejects.toMatchObject({
      code: 'people-search-key',
      hint: expect.stringContaining('ville'),
    });
  });

  it('counts and shows a coordinator only their people, in the fields of their relation', async () => {
    const coordinator = await house.hire('chef.caen', 'mobilisation');
    const chef = (await find('chef')).lines[0]?.id ?? '';
    await linkAccount(house.app, { account: house.team, card: chef, login: 'chef.caen' });
    const found = await find('', coordinator);
    expect(found.total).toBe(5);
    expect(found.lines.map(({ name }) => name)).not.toContain('Denis FICTIVE-13');
    // Of a group under theirs; a note of the mobilisation is not among the words that they search.
    expect(await names('rose', coordinator)).toEqual(['Rose FICTIVE-14']);
    expect(await find('confidence', coordinator)).toMatchObject({ total: 0, lines: [] });
    expect(await find('denis', coordinator)).toMatchObject({ total: 0, lines: [] });
    const denis = (await find('denis')).lines[0]?.id ?? '';
    await expect(showParticipant(house.app, { account: coordinator, card: denis })).rejects.toMatchObject({
      code: 'people-card-unknown',
    });
    const mina = await showParticipant(house.app, {
      account: coordinator,
      card: (await find('mina')).lines[0]?.id ?? '',
    });
    expect(mina.fields.map(({ key }) => key)).toContain('email');
    expect(mina.fields.map(({ key }) => key)).not.toContain('naissance');
    expect(mina.hidden).toBe(1);
    const { app } = house;
    const forbidden = { code: 'people-forbidden' };
    await expect(
      exportPeople(app, { account: coordinator, where: '', format: 'csv', reason: 'essai du groupe' }),
    ).rejects.toMatchObject(forbidden);
    await expect(
      importPeople(app, { account: coordinator, bytes: new Uint8Array(), isCheck: true }),
    ).rejects.toMatchObject(forbidden);
    await expect(countPeople(app, { account: coordinator, where: '' })).rejects.toMatchObject(forbidden);
  });

  it('shows a member the coordinates that another shares, never a minor’s', async () => {
    const member = await house.hire('hugo.11', 'mobilisation');
    await linkAccount(house.app, {
      account: house.team,
      card: (await find('hugo')).lines[0]?.id ?? '',
      login: 'hugo.11',
    });
    const mina = await showParticipant(house.app, {
      account: member,
      card: (await find('mina')).lines[0]?.id ?? '',
    });
    expect(mina.fields.map(({ key }) => key)).toEqual(['nom', 'prenom']);
    const own = await showParticipant(house.app, {
      account: member,
      card: (await find('hugo')).lines[0]?.id ?? '',
    });
    expect(own.fields.map(({ key }) => key)).toContain('telephone');
    expect(await names('email:elodie.12@', member)).toEqual([]);
  });

  it('opens no base to whoever has no charity in it', async () => {
    const other = await house.hire('ailleurs', 'mobilisation', { campaigns: [] });
    await expect(find('', other)).rejects.toMatchObject({ code: 'people-base-unknown' });
  });

  it('changes many at once after their number was confirmed, and takes it back', async () => {
    const where = 'groupe:"gl caen"';
    const count = await countPeople(house.app, { account: house.team, where });
    expect(count).toBe(4);
    const change = {
      set: [{ key: 'ville', value: 'Caen' }],
      addTags: ['rentrée'],
      removeTags: ['climat'],
      status: 'former' as const,
    };
    await expect(
      editPeople(house.app, { account: house.team, where, change, expected: 3 }),
    ).rejects.toMatchObject({
      code: 'people-count-changed',
    });
    const done = await editPeople(house.app, { account: house.team, where, change, expected: 4 });
    expect(await names('ville:caen statut:ancien tag:rentrée')).toHaveLength(4);
    await expect(
      editPeople(house.app, {
        account: house.team,
        where,
        change: { ...change, set: [{ key: 'naissance', value: 'hier' }] },
        expected: 4,
      }),
    ).rejects.toMatchObject({ code: 'people-value' });
    expect(await undoPeopleEdit(house.app, { account: house.team, editId: done.editId })).toEqual({
      undone: 4,
      belongings: 0,
      left: 0,
    });
    await expect(
      undoPeopleEdit(house.app, { account: house.team, editId: done.editId }),
    ).rejects.toMatchObject({
      code: 'people-edit-undone',
    });
    expect(await names('tag:climat')).toEqual(['Élodie FICTIVE-10']);
  });

  it('forgets what acts kept for their undoing once it is too late to undo them', async () => {
    const { store, clock } = house.app;
    const later = { ...clock, nowMs: () => clock.nowMs() + 8 * 24 * 3_600_000 };
    expect(await dropOldEdits({ store, clock })).toBe(0);
    expect(await dropOldEdits({ store, clock: later })).toBeGreaterThan(0);
    expect(await dropOldEdits({ store, clock: later })).toBe(0);
  });

  it('follows groups: who joins, who leaves, another name', async () => {
    const level = 'member' as const;
    const chosen = { account: house.team, group: 'GL Lyon', where: 'rose', expected: 1 };
    const joined = await joinGroup(house.app, { ...chosen, level });
    const raised = await joinGroup(house.app, { ...chosen, level: 'referent' });
    const undo = (editId: string) => undoPeopleEdit(house.app, { account: house.team, editId });
    expect(await undo(joined.editId)).toEqual({ undone: 0, belongings: 0, left: 1 });
    expect(await undo(raised.editId)).toEqual({ undone: 0, belongings: 1, left: 0 });
    expect(await names('niveau:référent groupe:"gl lyon"')).toEqual([]);
    expect(await names('groupe:"gl lyon" rose')).toEqual(['Rose FICTIVE-14']);
    await renameGroup(house.app, { account: house.team, name: 'GL Lyon', to: 'GL Grand Lyon' });
    expect(await names('groupe:"gl grand" rose')).toEqual(['Rose FICTIVE-14']);
    await joinGroup(house.app, {
      account: house.team,
      group: 'GL Grand Lyon',
      where: 'rose',
      level: null,
      expected: 1,
    });
    expect(await names('groupe:"gl grand" rose')).toEqual([]);
  });

  it('exports a .csv that no spreadsheet takes for formulas, and a workbook that changes nothing when it comes back', async () => {
    await house.importLines([
      fiction(20, { Prénom: '=HYPERLINK("x")', Ville: '+33', Présentation: '@SUM(1)' }),
    ]);
    const asked = { account: house.team, where: 'nom:fictive-20', reason: 'essai de restitution' };
    const csv = Buffer.from((await exportPeople(house.app, { ...asked, format: 'csv' })).bytes).toString(
      'utf8',
    );
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(
      csv
        .split(/\r\n/)[1]
        ?.split(';')
        .every((cell) => !/^"?[=+\-@]/.test(cell)),
    ).toBe(true);
    const { bytes, count } = await exportPeople(house.app, {
      ...asked,
      where: 'groupe:"gl caen"',
      format: 'xlsx',
    });
    expect(count).toBe(4);
    const back = await importPeople(house.app, { account: house.team, bytes, isCheck: false });
    expect(back).toMatchObject({ created: 0, changed: 4, faults: [] });
    expect(await names('communication')).toEqual(['Élodie FICTIVE-10']);
    expect(await house.actions('people.export')).toMatchObject([
      { actor: house.team.id, detail: { count: 1, format: 'csv' } },
      { detail: { count: 4, format: 'xlsx' } },
    ]);
  });

  it('takes a new field without a program, and asks what becomes of one that goes', async () => {
    const more = `${FIELDS_TEXT}  - { clé: pointure, libellé: Pointure, sorte: nombre, vu-par: groupe, modifiable-par: soi }\n`;
    const load = { account: house.team, charity: house.charity, accept: [] };
    expect(await loadPeopleFields(house.app, { ...load, yaml: more })).toMatchObject({
      added: ['pointure'],
      isNew: false,
    });
    const change = { set: [{ key: 'pointure', value: '42' }], addTags: [], removeTags: [] };
    await editPeople(house.app, { account: house.team, where: 'rose', change, expected: 1 });
    expect(await names('pointure:42')).toEqual(['Rose FICTIVE-14']);
    await expect(loadPeopleFields(house.app, { ...load, yaml: FIELDS_TEXT })).rejects.toMatchObject({
      code: 'people-fields-removed',
    });
    await loadPeopleFields(house.app, { ...load, yaml: FIELDS_TEXT, accept: ['pointure'] });
    await expect(find('pointure:42')).rejects.toMatchObject({ code: 'people-search-key' });
    expect((await find('rose')).total).toBe(1);
  });

  it('erases somebody, for good: an older base does not bring them back', async () => {
    const id = (await find('denis')).lines[0]?.id ?? '';
    const row = await house.app.store.read((rows) => rows.people.byId(id));
    const asked = { card: id, reason: 'demande écrite de la personne' };
    await expect(eraseParticipant(house.app, { ...asked, account: house.team })).rejects.toMatchObject({
      code: 'people-forbidden',
    });
    await eraseParticipant(house.app, { ...asked, account: house.dpo });
    expect(await find('denis')).toMatchObject({ total: 0 });
    await house.app.store.write(async (rows) => {
      if (row) await rows.people.add({ ...row, change: await rows.people.nextChange(house.charity) });
    });
    expect(await replayKeptActs(house.app)).toMatchObject({ participants: 1 });
    expect(await house.app.store.read((rows) => rows.people.byId(id))).toBeUndefined();
    expect(await find('denis')).toMatchObject({ total: 0 });
  });

  it('leaves no name, address or number of anybody on the disk, nor in the log of acts', async () => {
    await house.app.store.compact();
    const disk = everyByte(house.home);
    for (const word of ['Élodie', 'Fictive', 'FICTIVE', 'elodie.1', '639980012', 'GL Caen', 'communication'])
      expect(disk.includes(word), word).toBe(false);
  });
});
