import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkPeopleFields } from '../../../server/domain/people/people-fields-check.ts';
import { PEOPLE_SHEET, peopleColumns } from '../../../server/domain/people/people-template.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { createGroup } from '../../../server/steps/groups/keep-groups.ts';
import { importPeople } from '../../../server/steps/people/import-people.ts';
import { loadPeopleFields } from '../../../server/steps/people/open-people-base.ts';
import { AppError } from '../../../shared/errors.ts';
import { PROGRAM_FOLDER } from '../../cli/program-folder.ts';
import { serveSsh } from '../../cli/serve-ssh.ts';
import type { Terminal } from '../../cli/terminal.ts';
import type { DemoFlags } from '../demo-flags.ts';
import { type DemoBuilding, openDemoBuilding } from '../demo-house.ts';
import { LINE_FOLDER, OFFICE, planEvenings, VOLUNTEERS_START_MS } from './fictitious-evening.ts';
import { GROUPS, SHOWN, VOLUNTEERS } from './fictitious-volunteers.ts';

const CAMPAIGNS = join(PROGRAM_FOLDER, 'server', 'campaigns');
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

/** The directory of the charity of the demo, with its groups and its forty people. Answers how many came in. */
async function fillDirectory({ server: { app } }: DemoBuilding, charity: string): Promise<number> {
  const account = OFFICE;
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
async function linkFor(house: DemoBuilding, url: string, email: string): Promise<string> {
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

/** The charity of the line, once it is loaded. */
async function loadLine({ server: { app } }: DemoBuilding): Promise<string> {
  const { campaign } = await loadCampaign(app, { dir: LINE_FOLDER, actor: OFFICE.id });
  const line = await app.store.read((rows) => rows.lines.byCode(campaign));
  if (!line) throw new Error('a loaded line is stored');
  return line.settings.charity.code;
}

/**
 * The web door of a directory on loopback, with forty people who do not exist and two evenings to come to, and its seats over
 * SSH, until Enter is pressed; with `--json`, the links of two of them, each looked at once, and the code of a seat.
 * AppError `not-a-terminal`.
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
  const house = await openDemoBuilding({
    folder,
    startMs: VOLUNTEERS_START_MS,
    speed: 1,
    env: {
      PLATEAU_WEB_LISTEN: `127.0.0.1:${port}`,
      PLATEAU_WEB_URL: url,
      PLATEAU_WEB_FROM: 'espace@exemple.invalid',
    },
  });
  const ssh = { ...house.config.ssh, listen: { host: '127.0.0.1', port: 0 } };
  const { host } = await serveSsh({ ...house.config, ssh }, house.server);
  try {
    const charity = await loadLine(house);
    const people = await fillDirectory(house, charity);
    const { seat, code } = await planEvenings(house.server.app, charity);
    const links = {
      coordinator: await linkFor(house, url, SHOWN.coordinator.email),
      volunteer: await linkFor(house, url, SHOWN.volunteer.email),
    };
    const line = `ssh -p ${host.port} -o UserKnownHostsFile=${join(folder, 'hotes-ssh')} -o StrictHostKeyChecking=accept-new ${seat}@127.0.0.1`;
    if (flags.json) {
      const looked = await lookAt(links);
      return terminal.line(JSON.stringify({ url, people, links, looked, seat: { line, code } }));
    }
    terminal.line(`La porte web est ouverte sur cette machine, avec ${people} personnes fictives : ${url}`);
    terminal.line('Deux liens, tels qu’ils viennent d’arriver par e-mail (une fois, 15 minutes) :');
    for (const who of ['volunteer', 'coordinator'] as const) {
      terminal.line();
      terminal.line(`${SHOWN[who].title} (${SHOWN[who].email}) :`);
      // To copy whole, however narrow the terminal is.
      terminal.lines([links[who]]);
    }
    terminal.line();
    terminal.line(`Un poste de la ligne de promesses, dans un autre terminal ; son code, une fois : ${code}`);
    terminal.lines([line]);
    terminal.line();
    terminal.line(
      `Pour un autre lien : ${url}/b/connexion ; l’e-mail arrive dans ${join(folder, 'courrier')}.`,
    );
    await terminal.ask('Entrée ici pour fermer la porte. ');
  } finally {
    await host.close();
    await house.close();
    if (!flags.out) rmSync(folder, { recursive: true, force: true });
  }
}

/** Looking uses nothing up. Statuses of the two pages. */
async function lookAt(links: Readonly<Record<string, string>>): Promise<readonly number[]> {
  return await Promise.all(Object.values(links).map(async (link) => (await fetch(link)).status));
}
