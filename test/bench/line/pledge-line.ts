import { join } from 'node:path';
import { PBX_FOLDER, pbxPrograms } from '../../../scripts/demo/evening/telephones.ts';
import { reportProgress } from '../bench-progress.ts';
import type { BenchSetting } from '../bench-setting.ts';
import { ask, inChild, start, stop } from '../child.ts';
import { type Figure, type FigureLine, type LineDraft, lineOf } from '../figure.ts';
import { percentile } from '../spread.ts';
import type { SqliteLimit } from '../sqlite-limit.ts';
import type { LineRun, LineRunRequest } from './line-run.ts';
import type { Savers, SaversRequest } from './pledge-savers.ts';
import type { SavingHouse, SavingHouseRequest } from './saving-house.ts';
import type { SeatsRun, SeatsRunRequest } from './seats-run.ts';

/** Seats that save; a call of 68 s takes a tenth of it. */
const FLOORS = [
  { seats: 70, partnerSeats: 55, mostMs: 50 },
  { seats: 350, partnerSeats: 335, mostMs: 250 },
] as const;
const CALL_MS = 6_800;
const SECONDS = 20;

type Place = Pick<BenchSetting, 'folder' | 'quick'>;

function runLines(run: LineRun): readonly FigureLine[] {
  const ms = (label: string, values: readonly number[], more: Partial<LineDraft> = {}) =>
    lineOf({ label, unit: 'ms', values, ...more });
  const at = (values: readonly number[], share: number) => [percentile(values, share)];
  const count = (label: string, values: readonly number[], limit: LineDraft['limit']) =>
    lineOf({ label, unit: '', values, ...(limit && { limit }) });
  const most = (value: number) => ({ target: { most: value } });
  return [
    ms('70 appels en une seconde, 70 postes : venue → voix jointes, p50', at(run.bridgedMs, 0.5)),
    ms('les mêmes, p99', at(run.bridgedMs, 0.99), most(250)),
    ms('ce que montre la fiche est su, voix jointes (négatif : avant), p50', at(run.knownMs, 0.5), most(30)),
    ms('les mêmes, p99', at(run.knownMs, 0.99), most(150)),
    ms('dernier décroché → tableau à jour', run.boardMs, most(1_000)),
    ms('poste libre pendant qu’on attend (15 postes, 60 appels), p50', at(run.idleMs, 0.5)),
    ms('les mêmes, le plus long', [Math.max(...run.idleMs)], most(500)),
    count('appels à la maison, tous parlant', run.house, { label: 'ses postes', values: [15] }),
    count('appels chez le partenaire, tous parlant', run.partner, { label: 'ses postes', values: [55] }),
    count('appels comptés', [run.counted], { label: 'joués par sipp', values: [run.rung] }),
    ms('standard tué → dit', [run.toldMs], most(1_000)),
    ms('standard relancé → 70 postes libres', [run.backMs], most(15_000)),
  ];
}

function seatLines({ seats, paintedMs }: SeatsRun): readonly FigureLine[] {
  const at = (label: string, share: number, most: number) =>
    lineOf({ label, unit: 'ms', values: [percentile(paintedMs, share)], target: { most } });
  return [
    at(
      `${seats} postes par SSH, ${seats} appels en une seconde : voix jointes → formulaire peint, p50`,
      0.5,
      30,
    ),
    at('les mêmes, p99', 0.99, 150),
  ];
}

/** One floor of seats that save, in processes of their own. */
async function saveAt({ folder }: Place, floor: (typeof FLOORS)[number], seconds: number): Promise<Savers> {
  const house = start('./line/saving-house.ts');
  try {
    const request: SavingHouseRequest = {
      folder: join(folder, String(floor.seats)),
      partnerSeats: floor.partnerSeats,
    };
    const { url, campaign, tokens } = await ask<SavingHouse>(house, request);
    const savers: SaversRequest = { url, campaign, tokens, seconds, everyMs: CALL_MS };
    return await inChild<Savers>('./line/pledge-savers.ts', savers);
  } finally {
    await stop(house);
  }
}

async function saveLines(place: Place): Promise<readonly FigureLine[]> {
  const disk = await inChild<SqliteLimit>('./sqlite-limit.ts', {
    folder: place.folder,
    transactions: place.quick ? 200 : 1_000,
  });
  const lines: FigureLine[] = [];
  for (const floor of FLOORS) {
    const { saveMs, unsaved } = await saveAt(place, floor, place.quick ? 7 : SECONDS);
    const label = `${floor.seats} postes, dix fois leur allure : promesse enregistrée`;
    const limit = (value: number) => ({ label: '1 transaction', values: [value] });
    reportProgress(`${label}, p99 ${percentile(saveMs, 0.99).toFixed(1)} ms`);
    lines.push(
      lineOf({
        label: `${label}, p50`,
        unit: 'ms',
        values: [percentile(saveMs, 0.5)],
        limit: limit(disk.transactionP50Ms),
      }),
      lineOf({
        label: 'les mêmes, p99',
        unit: 'ms',
        values: [percentile(saveMs, 0.99)],
        limit: limit(disk.transactionP99Ms),
        target: { most: floor.mostMs },
      }),
      lineOf({ label: 'refusées ou perdues', unit: '', values: [unsaved], target: { most: 0 } }),
    );
  }
  return lines;
}

/** A pledge line on a real Asterisk: voices, cards, board, seats, pledges, and a PBX that is lost. */
export async function measurePledgeLine(place: Place): Promise<Figure> {
  const programs = pbxPrograms(process.env.PLATEAU_TEST_PBX_DIR ?? PBX_FOLDER);
  const request = programs && {
    folder: join(place.folder, 'standard'),
    programs,
    waves: place.quick ? 1 : 3,
  };
  const run = request && (await inChild<LineRun>('./line/line-run.ts', request satisfies LineRunRequest));
  const seats =
    programs &&
    (await inChild<SeatsRun>('./line/seats-run.ts', {
      ...{ programs, waves: place.quick ? 1 : 3 },
    } satisfies SeatsRunRequest));
  reportProgress(run ? `${run.counted} appels par le standard` : 'aucun standard sur cette machine');
  return {
    name: 'ligne',
    title: 'Une ligne de promesses, 15 postes à la maison et 55 chez le partenaire',
    lines: [...(run ? runLines(run) : []), ...(seats ? seatLines(seats) : []), ...(await saveLines(place))],
    remarks: [
      run
        ? 'Asterisk et sipp (appelants, téléphones des postes) tournent sur cette machine ; le serveur est dans un processus, et tout y est mesuré par une même horloge.'
        : 'Sans standard (test/support/telephony/install-pbx.sh, root, sipp) : les lignes du téléphone manquent.',
      'Un appelant d’Asterisk cherche un poste une fois par seconde : Plateau le lui dit dès qu’un poste se libère.',
      'Les postes par SSH sont ceux de badges, au serveur construit, dans un processus ; leurs clients et l’horloge sont dans un autre, qui entend le standard de son côté.',
      `Les promesses viennent par HTTP, d’un autre processus : chaque poste en enregistre une toutes les ${(CALL_MS / 1000).toLocaleString('fr-FR')} s, dix fois plus souvent qu’un appel de 68 s.`,
    ],
  };
}
