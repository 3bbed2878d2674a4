import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPeopleFields } from '../../../server/domain/people/people-fields-check.ts';
import { peopleColumns } from '../../../server/domain/people/people-template.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { createGroup } from '../../../server/steps/groups/keep-groups.ts';
import { importPeople, type PeopleImport } from '../../../server/steps/people/import-people.ts';
import { loadPeopleFields } from '../../../server/steps/people/open-people-base.ts';
import type { AskedPeople } from '../../../server/steps/people/people-access.ts';
import { type AccessHouse, openAccessHouse } from '../house/access-house.ts';

export const FIELDS_TEXT = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'server', 'campaigns', 'personnes.yaml'),
  'utf8',
);
const FIELDS = checkPeopleFields(FIELDS_TEXT).value ?? [];

/** A line of a workbook, by header: what is not there is an empty cell. */
export type Line = Readonly<Record<string, string>>;

export interface PeopleHouse extends AccessHouse {
  readonly dpo: AccountRow;
  readonly team: AccountRow;
  readonly charity: string;
  /** Whose request a step is given. */
  as(account: AccountRow): AskedPeople;
  workbook(lines: readonly Line[], headers?: readonly string[]): Promise<Uint8Array>;
  importLines(lines: readonly Line[], isCheck?: boolean): Promise<PeopleImport>;
  newGroup(name: string, under?: string): Promise<string>;
}

/** Somebody who does not exist, confirmed, of that number. */
export function fiction(number: number, change: Line = {}): Line {
  return {
    STATUT: 'confirmé',
    TYPE: 'bénévole',
    Nom: `Fictive-${number}`,
    Prénom: 'Élodie',
    'E-mail': `elodie.${number}@exemple.invalid`,
    Téléphone: '06 39 98 00 12',
    ...change,
  };
}

/** A real server with the directory of the reference charity open, a data officer and the mobilisation team; `env`: more settings. */
export async function openPeopleHouse(env: Readonly<Record<string, string>> = {}): Promise<PeopleHouse> {
  const house = await openAccessHouse('off', env);
  const { app, campaign } = house;
  const dpo = await house.hire('dpo.un', 'dataOfficer');
  const team = await house.hire('karim', 'mobilisation');
  const { charity } = campaign;
  await loadPeopleFields(app, { account: dpo, charity, yaml: FIELDS_TEXT, accept: [] });
  const workbook: PeopleHouse['workbook'] = async (lines, headers) => {
    const all = headers ?? peopleColumns(FIELDS).map(({ header }) => header);
    const columns = all.map((header) => ({ header, width: 20, kind: 'text' as const }));
    const rows = lines.map((line) => all.map((header) => line[header] ?? ''));
    return await app.workbooks.writer.write({
      title: 'essai',
      createdAtMs: 0,
      sheets: [{ name: 'PERSONNES', columns, rows }],
    });
  };
  return {
    ...house,
    dpo,
    team,
    charity,
    as: (account) => ({ account }),
    workbook,
    importLines: async (lines, isCheck = false) =>
      await importPeople(app, { account: team, bytes: await workbook(lines), isCheck }),
    newGroup: async (name, parent) =>
      (await createGroup(app, { account: team, name, kind: 'local', parent })).id,
  };
}
