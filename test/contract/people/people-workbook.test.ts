import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeGroup } from '../../../server/steps/groups/keep-groups.ts';
import { peopleTemplateFile } from '../../../server/steps/people/export-people.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { importPeople } from '../../../server/steps/people/import-people.ts';
import { showParticipant } from '../../../server/steps/people/show-participant.ts';
import { undoPeopleEdit } from '../../../server/steps/people/undo-people-edit.ts';
import { HOSTILE_PACKAGES } from '../../support/contact-file/hostile-packages.ts';
import { fiction, openPeopleHouse, type PeopleHouse } from '../../support/people/people-house.ts';

let house: PeopleHouse;
beforeAll(async () => {
  house = await openPeopleHouse();
});
afterAll(() => house?.close());

const find = (text: string, account = house.team) =>
  findPeople(house.app, { account, where: text, from: 0, limit: 50, whole: true });
const names = async (text: string, account = house.team) =>
  (await find(text, account)).lines.map(({ name }) => name);

describe('R-52 a workbook of people', () => {
  it('is read back from its own model without a fault, and a check writes nothing', async () => {
    const { bytes } = await peopleTemplateFile(house.app, house.as(house.team));
    const report = await importPeople(house.app, { account: house.team, bytes, isCheck: true });
    expect(report).toMatchObject({ rows: 1, created: 1, changed: 0, faults: [], editId: '' });
    expect((await find('')).total).toBe(0);
  });

  it('names each of twenty faults by its row and column, and writes nothing', async () => {
    await house.newGroup('GL Clos');
    await closeGroup(house.app, { account: house.team, name: 'GL Clos' });
    const faults: [string, string, string][] = [
      ['Nom', '', 'name-missing'],
      ['STATUT', '', 'status-missing'],
      ['STATUT', 'actif', 'status-unknown'],
      ['TYPE', '', 'kind-missing'],
      ['TYPE', 'robot', 'kind-unknown'],
      ['E-mail', 'elodie', 'email-wrong'],
      ['Téléphone', '12', 'phone-wrong'],
      ['Téléphone', '0899123456', 'phone-wrong'],
      ['Date de naissance', 'hier', 'date-wrong'],
      ['Date de naissance', '30/02/1990', 'date-wrong'],
      ['Date de naissance', '01/01/2030', 'date-future'],
      ['Civilité', 'Docteur', 'choice-unknown'],
      ['Langues', 'anglais ; klingon', 'choice-unknown'],
      ['Ne plus solliciter', 'peut-être', 'yes-no-wrong'],
      ['Ville', 'x'.repeat(201), 'text-long'],
      ['Notes', '4970 1012 3456 7893', 'card-number'],
      ['GROUPES', 'GL Nulle Part', 'group-unknown'],
      ['GROUPES', 'GL Clos', 'group-closed'],
      ['TAGS', '<script>', 'tag-wrong'],
      ['E-mail', 'elodie.0@exemple.invalid', 'email-twice'],
    ];
    await house.newGroup('GL Essai');
    const lines = [
      fiction(0),
      ...faults.map(([header, value], at) => fiction(at + 1, { [header]: value })),
      fiction(99, { GROUPES: 'GL Essai (grand chef)' }),
    ];
    const report = await house.importLines(lines);
    expect(report.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      ...faults.map(([header, , code], at) => [at + 3, header, code]),
      [23, 'GROUPES', 'level-unknown'],
    ]);
    for (const { message } of report.faults) expect(message).toMatch(/^\p{Lu}.*\.$/su);
    expect((await find('')).total).toBe(0);
  });

  it('refuses columns that no field has, that come twice or that are missing', async () => {
    const bytes = await house.workbook([fiction(1)], ['STATUT', 'Nom', 'nom', 'Pointure']);
    const { faults } = await importPeople(house.app, { account: house.team, bytes, isCheck: true });
    expect(faults.map(({ column, code }) => [column, code])).toEqual([
      ['nom', 'column-twice'],
      ['Pointure', 'column-unknown'],
      ['TYPE', 'column-missing'],
      ['TYPE', 'kind-missing'],
    ]);
  });

  it('is refused whole where it inflates beyond what it says, and writes nothing', async () => {
    const bomb = HOSTILE_PACKAGES.find(({ name }) => name === 'zip bomb that lies about its size');
    const bytes = (await bomb?.bytes()) ?? new Uint8Array();
    const asked = importPeople(house.app, { account: house.team, bytes, isCheck: false });
    await expect(asked).rejects.toMatchObject({ code: 'workbook-damaged' });
    expect((await find('')).total).toBe(0);
  });

  it('creates, then updates by e-mail: an empty cell leaves, a dash takes away, and the act is taken back', async () => {
    const first = await house.importLines([
      fiction(1, { Ville: 'Exempleville', Notes: 'à rappeler mi-mai' }),
      fiction(2),
    ]);
    expect(first).toMatchObject({ created: 2, changed: 0, faults: [] });
    const again = await house.importLines([
      fiction(1, { Notes: '-', Prénom: 'Zoé', TAGS: 'Climat, traduction' }),
    ]);
    expect(again).toMatchObject({ created: 0, changed: 1 });
    const [line] = (await find('zoe')).lines;
    const card = await showParticipant(house.app, { account: house.team, card: line?.id ?? '' });
    expect(card).toMatchObject({ name: 'Zoé FICTIVE-1', tags: ['climat', 'traduction'], hidden: 0 });
    expect(card.fields.map(({ key }) => key)).toEqual(['nom', 'prenom', 'email', 'telephone', 'ville']);
    expect(await undoPeopleEdit(house.app, { account: house.team, editId: again.editId })).toEqual({
      undone: 1,
      belongings: 0,
      left: 0,
    });
    expect(await names('zoe')).toEqual([]);
    expect(await names('"à rappeler" notes:mi')).toEqual(['Élodie FICTIVE-1']);
    expect(await names('"à rappeler" notes:juin')).toEqual([]);
    expect(await names('rappeler')).toEqual(['Élodie FICTIVE-1']);
    expect(await undoPeopleEdit(house.app, { account: house.team, editId: first.editId })).toEqual({
      undone: 2,
      belongings: 0,
      left: 0,
    });
    expect((await find('')).total).toBe(0);
  });
});
