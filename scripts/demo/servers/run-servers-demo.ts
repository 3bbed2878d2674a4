import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { PROGRAM_FOLDER } from '../../cli/program-folder.ts';
import { type Terminal, textTable } from '../../cli/terminal.ts';
import { autoplay } from '../autoplay.ts';
import { type ClosedWeek, closeWeek } from '../close-week.ts';
import { campaignVolumes } from '../demo-campaigns.ts';
import type { DemoFlags } from '../demo-flags.ts';
import { type DemoSetting, openDemoHouse } from '../demo-house.ts';
import { hireAgents, hirePeople } from '../hire-people.ts';
import { bringFiles, playShift, type Stage } from '../run-demo.ts';
import { type BuiltServers, openBuiltServers } from './built-servers.ts';
import { requirePrograms } from './debian-programs.ts';
import { type ComparedSum, compareSums, sumsOf } from './demo-sums.ts';
import { OwnPostgres } from './own-postgres.ts';
import { openSshDesk } from './ssh-desks.ts';

const CALLS = 200;
/** Donors of the French upgrade: plenty for that many calls. */
const CARDS = 730;
const BASE = 'maison';

interface Evening {
  readonly flags: DemoFlags & { readonly servers: number; readonly calls: number };
  readonly folder: string;
  /** Undefined where one JSON object is all that is said. */
  readonly terminal: Terminal | undefined;
}

/** A house of the campaigns that both play. Time goes as it goes: figures an hour are not what is compared. */
function settingOf({ flags, folder }: Evening, name: string) {
  const volumes = campaignVolumes(flags.cards ?? CARDS, 'ordered');
  const setting: DemoSetting = {
    folder: join(folder, name),
    campaignDirs: volumes.map((one) => join(PROGRAM_FOLDER, 'server', 'campaigns', one.folder)),
    speed: 1,
  };
  return { volumes, setting };
}

/** The same evening on one machine, agents one after the other: what several servers must come to. */
async function playAlone(evening: Evening): Promise<ClosedWeek> {
  const { volumes, setting } = settingOf(evening, 'une-machine');
  const house = await openDemoHouse(setting);
  try {
    await bringFiles({ house, volumes }, evening.flags.seed, undefined);
    const people = await hirePeople(house);
    await playShift(house, evening.flags);
    return await closeWeek(house, people);
  } finally {
    await house.close();
  }
}

interface Shared {
  readonly week: ClosedWeek;
  readonly cuts: number;
  readonly killed: string;
}

async function playOnServers(evening: Evening): Promise<Shared> {
  const { volumes, setting } = settingOf(evening, 'serveurs');
  const postgres = await OwnPostgres.start({ settings: ['checkpoint_timeout=30s'] });
  try {
    postgres.createBase(BASE);
    const urlFile = join(evening.folder, 'adresse-base');
    writeFileSync(urlFile, `${postgres.url(BASE)}\n`, { mode: 0o600 });
    const env = { PLATEAU_DATABASE_URL_FILE: urlFile, PLATEAU_SERVER_NAME: 'regie' };
    const house = await openDemoHouse({ ...setting, env });
    try {
      await bringFiles({ house, volumes }, evening.flags.seed, evening.terminal);
      const people = await hirePeople(house);
      const shared = await playShared({ house, volumes }, evening);
      return { week: await closeWeek(house, people), ...shared };
    } finally {
      await house.close();
    }
  } finally {
    await postgres.dispose();
  }
}

/** Every agent at once, over SSH through HAProxy; in the middle one server is killed, and comes back later. */
async function playShared(stage: Stage, evening: Evening): Promise<Omit<Shared, 'week'>> {
  const { house } = stage;
  const { flags, terminal } = evening;
  const agents = await hireAgents(house);
  const open = await openBuiltServers(house, flags.servers);
  try {
    terminal?.line(
      `${inNumber(flags.servers, 'serveur(s)')} et HAProxy ; ${agents.length} téléacteurs par SSH.`,
    );
    const middle = killInTheMiddle(open, evening);
    const shifts = await Promise.all(
      agents.map(async (agent, at) => {
        const calls =
          Math.floor((flags.calls * (at + 1)) / agents.length) -
          Math.floor((flags.calls * at) / agents.length);
        const desk = await openSshDesk(house, agent, { port: open.balancer.ssh, rank: at });
        return await autoplay(house, { agent, calls, seed: flags.seed + at, played: middle.played }, desk);
      }),
    );
    const killed = await middle.over();
    for (const server of open.servers) await server.stop();
    return { killed, cuts: shifts.reduce((sum, { cuts }) => sum + cuts, 0) };
  } finally {
    await open.close();
  }
}

function killInTheMiddle({ servers }: BuiltServers, { flags, terminal }: Evening) {
  let calls = 0;
  let killing: Promise<string> | undefined;
  const kill = async () => {
    const server = servers.at(-1);
    if (!server) throw new Error('one server at least');
    await server.kill();
    terminal?.line(`${server.name} tué (kill -9) après ${inNumber(calls, 'appel(s)')}.`);
    await server.start();
    return server.name;
  };
  return {
    played: () => {
      calls += 1;
      if (calls * 2 >= flags.calls) killing ??= kill();
    },
    /** Name of the one that was killed and is at work again. */
    over: () => killing ?? kill(),
  };
}

function differ(): AppError {
  return new AppError({
    code: 'sums-differ',
    kind: 'conflict',
    message: 'Les deux soirées ne finissent pas sur les mêmes chiffres.',
    hint: 'Relancez avec --out DOSSIER et comparez les fichiers remis ; c’est un défaut à signaler.',
  });
}

function tell(terminal: Terminal, compared: readonly ComparedSum[], servers: number): void {
  terminal.line();
  terminal.lines(
    textTable(
      ['Au bout de la semaine', 'Une machine', inNumber(servers, 'serveur(s)')],
      compared.map(({ what, alone, several }) => [what, alone, several]),
    ),
  );
}

/**
 * The same evening twice, on one machine and on several servers with PostgreSQL and HAProxy, one of which is killed in the
 * middle. AppErrors `programs-missing`, `sums-differ`.
 */
export async function runServersDemo(
  flags: DemoFlags & { readonly servers: number },
  terminal: Terminal,
): Promise<void> {
  requirePrograms();
  const folder = flags.out ? resolve(flags.out) : mkdtempSync(join(tmpdir(), 'plateau-demo-'));
  const evening: Evening = {
    flags: { ...flags, calls: flags.autoplay ?? CALLS },
    folder,
    terminal: flags.json ? undefined : terminal,
  };
  try {
    evening.terminal?.line(
      `La même soirée deux fois : ${inNumber(evening.flags.calls, 'appel(s)')} par les touches.`,
    );
    evening.terminal?.line('Sur une machine, d’abord…');
    const alone = await playAlone(evening);
    evening.terminal?.line(`Sur ${inNumber(flags.servers, 'serveur(s)')} et PostgreSQL :`);
    const { week, cuts, killed } = await playOnServers(evening);
    const compared = compareSums(sumsOf(alone), sumsOf(week));
    const same = compared.every((one) => one.alone === one.several);
    if (flags.json)
      terminal.line(JSON.stringify({ servers: flags.servers, killed, cuts, same, sums: compared }));
    else tell(terminal, compared, flags.servers);
    if (!same) throw differ();
    evening.terminal?.line();
    evening.terminal?.line(
      `Mêmes chiffres. ${killed} a été tué au milieu : ${inNumber(cuts, 'ligne(s) coupée(s), reprise(s)')} ailleurs sur la même fiche.`,
    );
  } finally {
    if (!flags.out) rmSync(folder, { recursive: true, force: true });
  }
}
