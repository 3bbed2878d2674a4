import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveToken } from '../../scripts/cli/token-file.ts';
import { plateau, requireBundle } from '../support/house/command-line.ts';
import { openPeopleHouse, type PeopleHouse } from '../support/people/people-house.ts';
import { openTestScreen, type TestScreen } from '../support/workstation/screen.ts';

/** The mobilisation team at its commands, an agent on line at a real pty, and a real server between them. */
let house: PeopleHouse;
let screen: TestScreen | undefined;
let folder = '';

beforeAll(async () => {
  house = await openPeopleHouse();
  folder = mkdtempSync(join(tmpdir(), 'plateau-note-'));
  await house.hire('zoe', 'agent');
  await house.addRecords({ records: 2 });
});
afterAll(async () => {
  screen?.close();
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function envOf(login: string) {
  const env = { PLATEAU_SERVER: house.server.url, PLATEAU_TOKEN_FILE: join(folder, login) };
  saveToken(env, (await house.enter(login)).token);
  return env;
}

it('R-56 a note that the charity pins is under the knowledge key of an agent on line, at their card', async () => {
  const bundle = requireBundle();
  const karim = await envOf('karim');
  const code = house.campaign.code;
  writeFileSync(join(folder, 'recus.md'), '# Reçus fiscaux\nIls partent en février.\n');
  const put = await plateau(['library', 'put', 'recus.md', '--title', 'Reçus', '--pin', code], {
    ...{ env: karim, cwd: folder },
  });
  expect([put.status, put.stderr]).toEqual([0, expect.stringContaining(`Épinglée à ${code}`)]);
  expect(put.stdout).toContain('Reçus : version 1, document ');

  const found = await plateau(['library', 'search', 'février'], { env: karim, cwd: folder });
  expect(found.stdout).toContain('1 document, 1 montré.');

  const command = [process.execPath, bundle, 'agent', '--token'] as const;
  screen = openTestScreen({ bundle, command, env: { ...(await envOf('zoe')), NO_COLOR: '1' } });
  await screen.see('─ Accroche ─');
  screen.press('ctrl-k');
  await screen.see('Questions et faits');
  screen.type('fiscaux');
  await screen.see('▸ Reçus fiscaux');
  await screen.see('Ils partent en février.');
});
