import { countryFacts } from '../../../shared/country.ts';
import type { LineRoute, LineSettings } from './line-settings.ts';
import { spansOf } from './week-windows.ts';

/** A file that the host of the PBX includes in its own: name and text. */
export interface PbxFile {
  readonly name: string;
  readonly text: string;
}

type Site = LineSettings['sites'][number];

/** `MAISON-07`: a seat's name for the PBX, its telephone and its screen. */
export function seatNames({ code, seats }: Site): readonly string[] {
  const width = Math.max(2, String(seats).length);
  return Array.from({ length: seats }, (_, at) => `${code}-${String(at + 1).padStart(width, '0')}`);
}

/** Weekday, hours and minutes as one number: what STRFTIME gives for %u%H%M. */
function clockNumber(minute: number): number {
  const day = Math.min(6, Math.floor(minute / 1440));
  const rest = minute - day * 1440;
  return (day + 1) * 10_000 + Math.floor(rest / 60) * 100 + (rest % 60);
}

const WITHHELD = `ExecIf($["$\{CALLERID(pres):0:4}" = "proh"]?Set(CALLERID(all)=))`;
const NOW = '$' + '{LINE_NOW}';

function jumps({ when }: LineRoute, number: number): readonly string[] {
  if (when === 'always') return [` same => n,Goto(route${number},1)`];
  return spansOf(when).map(
    ({ from, to }) =>
      ` same => n,GotoIf($[${NOW} >= ${clockNumber(from)} & ${NOW} < ${clockNumber(to)}]?route${number},1)`,
  );
}

/** What a threshold is called by the PBX, which forgets it when it stops: then that of the file holds until it is told again. */
export const limitName = (code: string, rule: number): string =>
  `LINE_MAX_${code.replaceAll('-', '_')}_${rule}`;

/** Calls beyond the threshold go on at once. One that may change is read at each call. */
function limitSteps(
  { to, max, maxBetween, overflow }: LineRoute,
  { code, number }: { readonly code: string; readonly number: number },
): readonly string[] {
  if (max === undefined || overflow === undefined) return [];
  const beyond = (limit: string) =>
    ` same => n,GotoIf($[$\{GROUP_COUNT(${to}@plateau)} > ${limit}]?overflow${number},1)`;
  if (maxBetween === undefined) return [beyond(String(max))];
  const told = `$\{${limitName(code, number)}}`;
  return [
    ` same => n,Set(LINE_MAX=${max})`,
    ` same => n,ExecIf($["${told}" != ""]?Set(LINE_MAX=${told}))`,
    beyond('$' + '{LINE_MAX}'),
  ];
}

/** The steps of one rule: never answered before a seat is, so that a caller who waits pays nothing. */
function routeSteps(
  route: LineRoute,
  { code, number, queueOf }: { code: string; number: number; queueOf: (site: string) => string },
): readonly string[] {
  const { to, spillAfterSeconds, overflow } = route;
  const next = overflow === undefined ? 'Hangup()' : `Goto(overflow${number},1)`;
  const wait = spillAfterSeconds === undefined ? '' : `,,,${spillAfterSeconds}`;
  return [
    `exten => route${number},1,Set(GROUP(plateau)=${to})`,
    ...limitSteps(route, { code, number }),
    ` same => n,Queue(${queueOf(to)},r${wait})`,
    ` same => n,${next}`,
    ...(overflow === undefined
      ? []
      : [
          `exten => overflow${number},1,Set(GROUP(plateau)=${overflow})`,
          ` same => n,Queue(${queueOf(overflow)},r)`,
          ' same => n,Hangup()',
        ]),
  ];
}

const heading = ({ code }: LineSettings, toDo: string): readonly string[] => [
  `; Plateau, ligne ${code} : écrit par « plateau line files », ne se corrige que dans campaign.yaml.`,
  `; ${toDo}`,
  '',
];

/**
 * Callers of a skill have a number of their own; who waits too long goes on as every other. While a seat has them they hold a
 * place of its site (`seatSteps`): their leg bears the mark that its channel takes over (`__`), until they are sent where the
 * others go.
 */
function skillSteps({ skills = [] }: LineSettings): readonly string[] {
  return skills.flatMap(({ code, queue, spillAfterSeconds }) => [
    `exten => ${code},1,${WITHHELD}`,
    ' same => n,Set(__LINE_SKILL=1)',
    ` same => n,Queue(${queue},r${spillAfterSeconds === undefined ? '' : `,,,${spillAfterSeconds}`})`,
    ` same => n,${spillAfterSeconds === undefined ? 'Hangup()' : 'Goto(s,1)'}`,
  ]);
}

const SKILLED = '"$' + '{LINE_SKILL}"';
const NO_SKILL = ' same => n,Set(__LINE_SKILL=)';

/** A seat that talks with a caller of a skill is one that its site has not for the others: it counts under the threshold. */
function seatSteps({ skills = [] }: LineSettings, { code }: Site, seat: string): readonly string[] {
  if (skills.length === 0) return [`exten => ${seat},1,AgentRequest(${seat})`];
  return [
    `exten => ${seat},1,ExecIf($[${SKILLED} = "1"]?Set(GROUP(plateau)=${code}))`,
    ` same => n,AgentRequest(${seat})`,
  ];
}

function extensions(settings: LineSettings): readonly string[] {
  const queues = new Map(settings.sites.map(({ code, queue }) => [code, queue]));
  const queueOf = (site: string): string => queues.get(site) ?? site;
  const { zone } = countryFacts(settings.country);
  return [
    ...heading(
      settings,
      'À inclure dans extensions.conf ; l’appel entrant finit par Goto(plateau-callers,s,1).',
    ),
    '[plateau-callers]',
    `exten => s,1,${WITHHELD}`,
    ...(settings.skills?.length ? [NO_SKILL] : []),
    ` same => n,Set(LINE_NOW=$\{STRFTIME($\{EPOCH},${zone},%u%H%M)})`,
    ...settings.routes.flatMap((route, at) => jumps(route, at + 1)),
    ' same => n,Hangup()',
    ...settings.routes.flatMap((route, at) =>
      routeSteps(route, { code: settings.code, number: at + 1, queueOf }),
    ),
    ...skillSteps(settings),
    '',
    '; Le passage à l’équipe efface le numéro de l’appelant avant de sonner, et rend sa place au site.',
    '[plateau-queues]',
    ...[...queues.values(), ...(settings.skills ?? []).map(({ queue }) => queue)].flatMap((queue) => [
      `exten => ${queue},1,Queue(${queue},r)`,
      ' same => n,Hangup()',
    ]),
    `exten => ${settings.handOver.queue},1,Set(CALLERID(all)=)`,
    ' same => n,Set(GROUP(plateau)=)',
    ` same => n,Queue(${settings.handOver.queue},r)`,
    ' same => n,Hangup()',
    '',
    '[plateau-seats]',
    ...settings.sites.flatMap((site) => seatNames(site).flatMap((seat) => seatSteps(settings, site, seat))),
  ];
}

function queuesText(settings: LineSettings): readonly string[] {
  const { sites, skills = [], handOver } = settings;
  const names = [...sites, ...skills, handOver].map(({ queue }) => queue);
  return [
    ...heading(settings, 'À inclure dans queues.conf ; Plateau y met les postes et les retire lui-même.'),
    '[plateau-queue](!)',
    ...['strategy=rrmemory', 'autofill=yes', 'ringinuse=no', 'timeout=15', 'retry=1', 'wrapuptime=0'],
    ...['joinempty=yes', 'leavewhenempty=no', 'reportholdtime=no'],
    `servicelevel=${settings.expected.servedSeconds}`,
    ...names.flatMap((name) => ['', `[${name}](plateau-queue)`]),
  ];
}

function agentsText(settings: LineSettings): readonly string[] {
  return [
    ...heading(settings, 'À inclure dans agents.conf ; un poste, une ligne ouverte pour la vacation.'),
    '[plateau-seat](!)',
    ...['ackcall=no', 'wrapuptime=0', 'recordagentcalls=no'],
    ...settings.sites.flatMap(seatNames).flatMap((seat) => ['', `[${seat}](plateau-seat)`]),
  ];
}

/**
 * What a PBX needs of a pledge line that was checked (R-43): the way of a call by hour and site, the queues, the seats. The same
 * settings give the same bytes. Every name in it passed the schema: none ends a line, a field or an expression.
 */
export function pbxFiles(settings: LineSettings): readonly PbxFile[] {
  const file = (name: string, lines: readonly string[]): PbxFile => ({ name, text: `${lines.join('\n')}\n` });
  return [
    file('extensions-plateau.conf', extensions(settings)),
    file('queues-plateau.conf', queuesText(settings)),
    file('agents-plateau.conf', agentsText(settings)),
  ];
}
