import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatHomeMoney } from '../../../shared/money.ts';
import { writeInto } from '../../cli/files/made-files.ts';
import { type Terminal, textTable } from '../../cli/terminal.ts';
import type { DemoFlags } from '../demo-flags.ts';
import type { PlayedPbx } from '../pbx/played-pbx.ts';
import { openBoardOnTerminal } from './board-on-terminal.ts';
import { type EveningHouse, eveningCampaign, eveningSettings, openEveningHouse } from './evening-house.ts';
import { agrees, eveningSums, type Sum, seeEvening } from './evening-sums.ts';
import { passMidnight, playEvening, reportOf, sendLinks, WAVES } from './play-evening.ts';
import { deskTelephones, PBX_FOLDER, pbxPrograms, pbxTelephones, startLinePbx } from './telephones.ts';

/**
 * A call of 68 s is played in three and a half. Without a PBX the clock runs as fast, and the talk counts whole; with one it
 * runs as the world's, whose waits are measured, and talks are short.
 */
const ABRIDGED = 20;

const UNKNOWN_CALLERS = `${WAVES.givesUp} autres ont raccroché avant qu’on leur réponde : sans standard, personne ne le sait, et rien n’est inventé.`;

interface PlayedEvening {
  readonly line: 'manual' | 'asterisk';
  readonly sums: readonly Sum[];
  readonly files: readonly string[];
  readonly saveMs: readonly number[];
}

/**
 * An evening of the pledge line without a PBX, then, where Asterisk is found, with it; everything that tells it compared. Ends
 * with exit status 1 when two places differ. AppErrors of `playEvening`.
 */
export async function runEvening(flags: DemoFlags, terminal: Terminal): Promise<void> {
  const folder = flags.out ? resolve(flags.out) : mkdtempSync(join(tmpdir(), 'plateau-soiree-'));
  const said = flags.json ? undefined : terminal;
  const root = flags.standard ?? PBX_FOLDER;
  const programs = pbxPrograms(root);
  try {
    const campaign = eveningCampaign(folder);
    const settings = await eveningSettings(campaign);
    said?.line(
      'Une soirée de la ligne de promesses, avec des appelants fictifs : 140 appels, 15 postes à la maison, 55 chez le partenaire.',
    );
    const isKept = flags.out !== undefined;
    const evening = { campaign, settings, terminal: said, seed: flags.seed, isKept };
    const played = [await oneEvening({ ...evening, folder: join(folder, 'sans-standard'), pbx: undefined })];
    if (programs) {
      const pbx = await startLinePbx(programs, settings);
      try {
        played.push(await oneEvening({ ...evening, folder: join(folder, 'avec-standard'), pbx }));
      } finally {
        await pbx.close();
      }
    } else
      said?.line(
        `Aucun Asterisk dans ${root} (ou pas de compte root, ou pas de sipp) : la soirée se joue sans standard seulement.`,
      );
    if (flags.json) terminal.line(JSON.stringify(played));
    if (isKept) said?.line(`Tout est dans ${folder}.`);
    else said?.line('Pour garder rapports et fichiers : npm run demo -- --ligne --out DOSSIER');
    if (!played.every(({ sums }) => sums.every(agrees))) process.exitCode = 1;
  } finally {
    if (!flags.out) rmSync(folder, { recursive: true, force: true });
  }
}

interface Evening {
  readonly campaign: string;
  readonly settings: EveningHouse['settings'];
  readonly folder: string;
  readonly pbx: PlayedPbx | undefined;
  readonly seed: number;
  readonly terminal: Terminal | undefined;
  readonly isKept: boolean;
}

async function oneEvening({ terminal, pbx, seed, isKept, ...setting }: Evening): Promise<PlayedEvening> {
  terminal?.line();
  terminal?.line(
    pbx
      ? `Avec un standard (Asterisk, joué sur cette machine) : il distribue, Plateau suit. Conversations ${ABRIDGED} fois plus courtes.`
      : 'Sans standard : les téléphones sonnent, une touche dit qu’on a décroché.',
  );
  const house = await openEveningHouse({ ...setting, speed: pbx ? 1 : ABRIDGED, pbx });
  try {
    const { telephony } = house.server.app;
    const telephones = pbx ? pbxTelephones(pbx) : deskTelephones(telephony, house.settings);
    const screen = openBoardOnTerminal(house, terminal);
    const rung = await playEvening(house, { telephones, abridged: ABRIDGED, seed, shown: screen.shown });
    await screen.ended;
    await sendLinks(house);
    const report = await reportOf(house);
    const files = writeInto(join(house.folder, 'rapport'), report);
    const book = Buffer.from(report.find(({ name }) => name.endsWith('.xlsx'))?.base64 ?? '', 'base64');
    const seen = await seeEvening(house, book);
    await passMidnight(house);
    const sums = await eveningSums(house, rung, seen);
    if (!pbx) terminal?.line(UNKNOWN_CALLERS);
    terminal?.lines(['', ...textTable(['Compte', 'Égal à', 'Selon'], sums.map(sumRow))]);
    terminal?.line(verdict(sums));
    if (isKept) for (const file of files) terminal?.line(`Rapport d’activité : ${file}`);
    return { line: pbx ? 'asterisk' : 'manual', sums, files, saveMs: rung.work.saveMs };
  } finally {
    await house.close();
  }
}

const valueText = ({ unit }: Sum, value: number): string =>
  unit === '€' ? formatHomeMoney({ minor: Math.round(value * 100), currency: 'EUR' }) : String(value);

/** Where all agree the figure is said once, beside who says it. */
function sumRow(sum: Sum): readonly string[] {
  const [first] = sum.told;
  if (agrees(sum) && first)
    return [sum.label, valueText(sum, first.value), sum.told.map(({ by }) => by).join(', ')];
  return [sum.label, 'DIFFÈRE', sum.told.map(({ by, value }) => `${by} ${valueText(sum, value)}`).join(', ')];
}

function verdict(sums: readonly Sum[]): string {
  const different = sums.filter((sum) => !agrees(sum)).length;
  if (different === 0) return 'Tous les comptes sont égaux.';
  return different === 1 ? 'Un compte diffère.' : `${different} comptes diffèrent.`;
}
