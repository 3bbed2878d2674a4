import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureAgents } from './agents-on-line.ts';
import type { BenchBase } from './bench-house.ts';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { inChild, profileChildren } from './child.ts';
import { measureStart } from './cold-start.ts';
import { measureDeliveries } from './deliver-files.ts';
import type { Figure } from './figure.ts';
import { measureFloods } from './floods.ts';
import { figureText, machineText, missesText } from './french-table.ts';
import { measureGrand } from './grand.ts';
import { measureImport } from './import-file.ts';
import { measurePledgeLine } from './line/pledge-line.ts';
import { loadNow, machineState } from './machine-state.ts';
import { measureMillion } from './million-rows.ts';
import { measureOpening } from './open-record.ts';
import { measureSessions } from './pane-roots.ts';
import { measureDirectory } from './people/directory.ts';
import { measureAgentsOnPostgres } from './postgres/agents-on-postgres.ts';
import { measureBell } from './postgres/bell-delay.ts';
import type { BaseRequest } from './prepare-base.ts';
import { measureKeys } from './pty-latency.ts';
import { measureSsh } from './ssh-sessions.ts';
import { measureWebDoor } from './web/web-door.ts';

/** The bench: figures beside their limits, measured in the same run. It judges nothing by its exit status. */
const FIGURES: Readonly<Record<string, (setting: BenchSetting) => Promise<Figure>>> = {
  import: measureImport,
  agents: measureAgents,
  touches: measureKeys,
  demarrage: measureStart,
  postes: measureSessions,
  ssh: measureSsh,
  remises: measureDeliveries,
  ouverture: measureOpening,
  floods: measureFloods,
  million: measureMillion,
};

/** These bring their own house: without another beside them, no base is prepared. */
const HOUSED: Readonly<Record<string, (place: Pick<BenchSetting, 'folder' | 'quick'>) => Promise<Figure>>> = {
  ligne: measurePledgeLine,
  grand: measureGrand,
  web: measureWebDoor,
  annuaire: measureDirectory,
  sonnette: measureBell,
};

/** Long by themselves: only when they are named. */
const ON_DEMAND = ['million', 'grand'];

const NAMES = [...Object.keys(FIGURES), ...Object.keys(HOUSED)];

const USAGE = `npm run bench -- [options]
  --only NOM    une figure, ou plusieurs séparées par des virgules : ${NAMES.join(', ')}
  --engine postgres  la figure agents sur un PostgreSQL à lui (Debian : postgresql), au lieu de SQLite
  --delay-ms N  avec --engine postgres : N ms de plus à chaque aller-retour vers la base
  --quick       peu de tours, petite base : pour voir que le banc marche, pas pour citer des chiffres
  --json FILE   écrit aussi les figures en JSON
  --cpu-prof DIR  profils V8 des processus mesurés, pour chercher une cause (les temps ne valent alors plus)`;

const FULL = { rows: 14_300, calls: 3_000 };
const QUICK = { rows: 2_000, calls: 300 };
const AGENTS = 350;

interface Flags {
  readonly only: readonly string[];
  readonly quick: boolean;
  readonly json: string | undefined;
  /** Milliseconds added to each round trip to PostgreSQL; undefined: SQLite. */
  readonly delayMs: number | undefined;
}

/** Undefined, with the usage printed, when the flags make no sense. */
function readFlags(): Flags | undefined {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      'cpu-prof': { type: 'string' },
      engine: { type: 'string', default: 'sqlite' },
      'delay-ms': { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  });
  const isPostgres = values.engine === 'postgres';
  const usual = isPostgres ? ['agents'] : NAMES.filter((name) => !ON_DEMAND.includes(name));
  const only = values.only?.split(',') ?? usual;
  const unknown = only.filter((name) => !NAMES.includes(name));
  if (values.help || unknown.length > 0) {
    if (unknown.length > 0) console.error(`Figure inconnue : ${unknown.join(', ')}.`);
    console.error(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return undefined;
  }
  if (values['cpu-prof']) profileChildren(resolve(values['cpu-prof']));
  const delayMs = isPostgres ? Number(values['delay-ms']) : undefined;
  return { only, quick: values.quick, json: values.json, delayMs };
}

/** Beyond the number of cores, the figure tells of the others at work on this machine as much as of us. */
function withLoad(figure: Figure): Figure {
  const load = loadNow().toLocaleString('fr-FR');
  const remark = `Charge de la machine à la fin de cette figure, la nôtre comprise : ${load}, pour ${cpus().length} cœurs.`;
  return { ...figure, remarks: [...figure.remarks, remark] };
}

/** The base that most figures share: a demo house, filled and worked. */
async function preparedBase(
  home: string,
  quick: boolean,
): Promise<Pick<BenchSetting, 'base' | 'campaignDir'>> {
  const campaignDir = fileURLToPath(new URL('../../server/campaigns/upgrade-fr', import.meta.url));
  reportProgress('préparation de la base');
  const request: BaseRequest = {
    folder: join(home, 'base'),
    campaignDirs: [campaignDir],
    agents: AGENTS,
    ...(quick ? QUICK : FULL),
  };
  return { base: await inChild<BenchBase>('./prepare-base.ts', request), campaignDir };
}

async function measureOf(
  name: string,
  setting: BenchSetting,
  delayMs: number | undefined,
): Promise<Figure | undefined> {
  if (name === 'agents' && delayMs !== undefined) return await measureAgentsOnPostgres(setting, delayMs);
  return await FIGURES[name]?.(setting);
}

async function measureAll({ only, quick, json, delayMs }: Flags, home: string): Promise<void> {
  const stateAtEnd = machineState();
  const prepared = only.every((name) => HOUSED[name]) ? undefined : await preparedBase(home, quick);
  const figures: Figure[] = [];
  for (const name of NAMES.filter((one) => only.includes(one))) {
    const folder = join(home, name);
    mkdirSync(folder);
    const figure = prepared && (await measureOf(name, { ...prepared, folder, quick }, delayMs));
    const measured = figure ?? (await HOUSED[name]?.({ folder, quick }));
    if (measured) figures.push(withLoad(measured));
    rmSync(folder, { recursive: true, force: true });
    const [last] = figures.slice(-1);
    if (last) console.log(`\n${figureText(last)}`);
  }
  const machine = stateAtEnd();
  console.log(machineText(machine));
  if (quick) console.log('Mode rapide : ces chiffres ne se citent pas.');
  console.log(missesText(figures));
  if (json) writeFileSync(json, `${JSON.stringify({ machine, quick, figures }, null, 2)}\n`);
}

const flags = readFlags();
if (flags) {
  const home = mkdtempSync(join(tmpdir(), 'plateau-bench-'));
  try {
    await measureAll(flags, home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
