import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { loadPeopleFields } from '../../../server/steps/people/open-people-base.ts';
import { FIELDS_TEXT, openPeopleHouse, type PeopleHouse } from '../../support/people/people-house.ts';

let house: PeopleHouse;
beforeAll(async () => {
  house = await openPeopleHouse();
});
afterAll(() => house?.close());

/** The reference pledge line, for a charity that has no other campaign. */
async function loadLineOf(charity: string): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'plateau-line-'));
  try {
    cpSync(join('server', 'campaigns', 'pledge-line'), dir, { recursive: true });
    const file = join(dir, 'campaign.yaml');
    const text = readFileSync(file, 'utf8').replace('  code: UNION\n', `  code: ${charity}\n`);
    writeFileSync(file, text);
    return (await loadCampaign(house.app, { dir, actor: 'dpo.un' })).campaign;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

describe('a charity whose calls only come in (R-45)', () => {
  it('has a directory, which its mobilisation team enters', async () => {
    const charity = 'LIGNESEULE';
    const line = await loadLineOf(charity);
    const team = await house.hire('ligne.seule', 'mobilisation', { campaigns: [line] });
    await loadPeopleFields(house.app, { account: house.dpo, charity, yaml: FIELDS_TEXT, accept: [] });
    const seen = findPeople(house.app, { account: team, where: '', from: 0, limit: 50, whole: true });
    expect(await seen).toMatchObject({ total: 0, lines: [] });
    await expect(
      loadPeopleFields(house.app, { account: house.dpo, charity: 'PERSONNE', yaml: FIELDS_TEXT, accept: [] }),
    ).rejects.toMatchObject({ code: 'people-charity-unknown' });
  });
});
