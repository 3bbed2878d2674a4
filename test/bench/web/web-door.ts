import { reportProgress } from '../bench-progress.ts';
import type { BenchSetting } from '../bench-setting.ts';
import { ask, inChild, start, stop } from '../child.ts';
import { type Figure, type FigureLine, lineOf } from '../figure.ts';
import { percentile } from '../spread.ts';
import type { SqliteLimit } from '../sqlite-limit.ts';
import type { DoorHouseRequest, OpenDoor } from './door-house-run.ts';
import type { AskedPages, PagesRequest } from './page-asker.ts';
import type { SignUpRequest, SignUps } from './sign-up-run.ts';

const PER_SECOND = 50;
const PEOPLE = 350;
const PATHS = ['/b', '/b/creneaux', '/b/agenda', '/b/groupe'];
const RACE: SignUpRequest = { processes: 4, people: PEOPLE, bands: 15, places: 3, capacity: 10 };

type Place = Pick<BenchSetting, 'folder' | 'quick'>;

async function pageLines({ quick }: Place): Promise<readonly FigureLine[]> {
  const house = start('./web/door-house-run.ts');
  try {
    const request: DoorHouseRequest = { people: quick ? 40 : PEOPLE };
    const { url, fixedUrl, sessions } = await ask<OpenDoor>(house, request);
    const asked = (at: string) =>
      inChild<AskedPages>('./web/page-asker.ts', {
        ...{ url: at, sessions, paths: PATHS, perSecond: PER_SECOND },
        seconds: quick ? 4 : 30,
      } satisfies PagesRequest);
    const limit = await asked(fixedUrl);
    const pages = await asked(url);
    reportProgress(`pages, p99 ${percentile(pages.pageMs, 0.99).toFixed(1)} ms`);
    const line = (said: string, share: number, more: object = {}) =>
      lineOf({
        label: `page à ${PER_SECOND} demandes par seconde, ${said}`,
        unit: 'ms',
        values: [percentile(pages.pageMs, share)],
        limit: { label: 'la même, toute faite', values: [percentile(limit.pageMs, share)] },
        ...more,
      });
    return [
      line('p50', 0.5),
      line('p99', 0.99, { target: { most: 50 } }),
      lineOf({ label: 'pages sans réponse', unit: '', values: [pages.unanswered], target: { most: 0 } }),
    ];
  } finally {
    await stop(house);
  }
}

async function signUpLines({ folder, quick }: Place): Promise<readonly FigureLine[]> {
  const disk = await inChild<SqliteLimit>('./sqlite-limit.ts', { folder, transactions: quick ? 200 : 1_000 });
  const { signUpMs, held, overfull, clashes } = await inChild<SignUps>('./web/sign-up-run.ts', RACE);
  const line = (said: string, share: number, more: object = {}) =>
    lineOf({
      label: `inscription, ${RACE.people} personnes à ${RACE.processes} serveurs à la fois, ${said}`,
      unit: 'ms',
      values: [percentile(signUpMs, share)],
      limit: {
        label: '1 transaction',
        values: [share === 0.5 ? disk.transactionP50Ms : disk.transactionP99Ms],
      },
      ...more,
    });
  return [
    line('p50', 0.5),
    line('p99', 0.99, { target: { most: 10 } }),
    lineOf({
      label: 'places prises',
      unit: '',
      values: [held],
      limit: { label: 'offertes', values: [RACE.bands * RACE.places * RACE.capacity] },
    }),
    lineOf({ label: 'créneaux trop pleins', unit: '', values: [overfull], target: { most: 0 } }),
    lineOf({ label: 'personnes à deux endroits', unit: '', values: [clashes], target: { most: 0 } }),
  ];
}

/** The web door of a directory: its pages under load, and a rush for its places. */
export async function measureWebDoor(place: Place): Promise<Figure> {
  return {
    name: 'web',
    title: 'Porte web : pages et inscriptions',
    lines: [...(await pageLines(place)), ...(await signUpLines(place))],
    remarks: [
      'Page : de l’instant où elle devait partir au dernier octet, quatre pages en tour de rôle, chacune sous la session d’une autre personne ; la limite est un serveur du même programme qui répond les octets d’une page, gardés en mémoire.',
      'Inscription : du choix au verdict écrit, dans quatre processus sur une base SQLite commune, où chacun attend son tour ; le disque le reçoit ensuite, plusieurs à la fois.',
    ],
  };
}
