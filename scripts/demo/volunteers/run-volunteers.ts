import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkPeopleFields } from '../../../server/domain/people/people-fields-check.ts';
import { PEOPLE_SHEET, peopleColumns } from '../../../server/domain/people/people-template.ts';
import { createGroup } from '../../../server/steps/groups/keep-groups.ts';
import { importPeople } from '../../../server/steps/people/import-people.ts';
import { loadPeopleFields } from '../../../server/steps/people/open-people-base.ts';
import { AppError } from '../../../shared/errors.ts';
import { PROGRAM_FOLDER } from '../../cli/program-folder.ts';
import type { Terminal } from '../../cli/terminal.ts';
import type { DemoFlags } from '../demo-flags.ts';
import { type DemoHouse, openDemoHouse } from '../demo-house.ts';
import { GROUPS, SHOWN, VOLUNTEERS } from './fictitious-volunteers.ts';

const CAMPAIGNS = join(PROGRAM_FOLDER, 'server', 'campaigns');
/** Whoever would do it by `plateau people fields load`, `group create` and `people import`. */
const account = { id: 'demo', role: 'dataOfficer', campaigns: [] } as const;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

/** The directory of the charity of the demo, with its groups and its forty people. Answers how many came in. */
async function fillDirectory({ server: { app }, charityCode: charity }: DemoHouse): Promise<number> {
  const yaml = readFileSync(join(CAMPAIGNS, 'personnes.yaml'), 'utf8');
  await loadPeopleFields(app, { account, charity, yaml, accept: [] });
  for (const name of GROUPS) await createGroup(app, { account, charity, name, kind: 'local' });
  const headers = peopleColumns(checkPeopleFields(yaml).value ?? []).map(({ header }) => header);
  const bytes = await app.workbooks.writer.write({
    title: 'Personnes fictives',
    createdAtMs: app.clock.nowMs(),
    sheets: [
      {
        name: PEOPLE_SHEET,
        columns: headers.map((header) => ({ header, width: 20, kind: 'text' as const })),
        rows: VOLUNTEERS.map((line) => headers.map((header) => line[header] ?? '')),
      },
    ],
  });
  const { created, faults } = await importPeople(app, { account, charity, bytes, isCheck: false });
  if (faults.length > 0) throw new Error('the people of the demo are without fault');
  return created;
}

const MAIL_MS = 10_000;
const LOOK_MS = 50;

/** Asks for a link as a person does, and reads it in the mail that came. @throws Error when none comes. */
async function linkFor(house: DemoHouse, url: string, email: string): Promise<string> {
  const before = house.mailCount();
  await fetch(`${url}/b/connexion`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ adresse: email }),
  });
  for (let waitedMs = 0; house.mailCount() === before; waitedMs += LOOK_MS) {
    if (waitedMs > MAIL_MS) throw new Error('the relay of the demo got no link');
    await pause(LOOK_MS);
  }
  const folder = join(house.folder, 'courrier');
  const file = `${String(house.mailCount()).padStart(5, '0')}.eml`;
  while (!readdirSync(folder).includes(file)) await pause(LOOK_MS);
  const text = readFileSync(join(folder, file), 'utf8').replaceAll(/=\r?\n/g, '');
  return /http:\/\/127\.0\.0\.1:\d+\/b\/entrer\/[\w-]{43}/.exec(text)?.[0] ?? '';
}

/**
 * The web door of a directory on loopback, with forty people who do not exist, until Enter is pressed; with `--json`, the links
 * of two of them, each looked at once. AppError `not-a-terminal`.
 */
export async function runVolunteers(flags: DemoFlags, terminal: Terminal): Promise<void> {
  if (!flags.json && !terminal.isInteractive)
    throw new AppError({
      code: 'not-a-terminal',
      kind: 'invalid',
      message: 'La porte des bénévoles reste ouverte jusqu’à Entrée : il lui faut un terminal.',
      hint: 'Sans terminal : npm run demo -- --benevoles --json.',
    });
  const folder = flags.out ? resolve(flags.out) : mkdtempSync(join(tmpdir(), 'plateau-benevoles-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const house = await openDemoHouse({
    folder,
    campaignDirs: [join(CAMPAIGNS, 'upgrade-fr')],
    speed: 1,
    env: {
      PLATEAU_WEB_LISTEN: `127.0.0.1:${port}`,
      PLATEAU_WEB_URL: url,
      PLATEAU_WEB_FROM: 'espace@exemple.invalid',
    },
  });
  try {
    const people = await fillDirectory(house);
    const links = {
      coordinator: await linkFor(house, url, SHOWN.coordinator.email),
      volunteer: await linkFor(house, url, SHOWN.volunteer.email),
    };
    if (flags.json) return terminal.line(JSON.stringify({ url, people, links, looked: await lookAt(links) }));
    terminal.line(`La porte web est ouverte sur cette machine, avec ${people} personnes fictives : ${url}`);
    terminal.line('Deux liens, tels qu’ils viennent d’arriver par e-mail (une fois, 15 minutes) :');
    for (const who of ['volunteer', 'coordinator'] as const) {
      terminal.line();
      terminal.line(`${SHOWN[who].title} (${SHOWN[who].email}) :`);
      // To copy whole, however narrow the terminal is.
      terminal.lines([links[who]]);
    }
    terminal.line();
    terminal.line(
      `Pour un autre lien : ${url}/b/connexion ; l’e-mail arrive dans ${join(folder, 'courrier')}.`,
    );
    await terminal.ask('Entrée ici pour fermer la porte. ');
  } finally {
    await house.close();
    if (!flags.out) rmSync(folder, { recursive: true, force: true });
  }
}

/** Looking uses nothing up. Statuses of the two pages. */
async function lookAt(links: Readonly<Record<string, string>>): Promise<readonly number[]> {
  return await Promise.all(Object.values(links).map(async (link) => (await fetch(link)).status));
}
