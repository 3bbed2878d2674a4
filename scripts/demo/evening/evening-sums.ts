import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawCell, RawSheet } from '../../../server/domain/contact-file/raw-sheet.ts';
import { type Pledge, readPledge } from '../../../shared/line/pledge-form.ts';
import type { LineBoard } from '../../../shared/line-board.ts';
import type { EveningHouse } from './evening-house.ts';
import { rpcOf, type SeatsWork } from './seats-at-work.ts';

/** One figure of the evening as several places tell it; they agree, or the demo has failed. */
export interface Sum {
  /** French. */
  readonly label: string;
  readonly unit: '' | '€';
  readonly told: readonly { readonly by: string; readonly value: number }[];
}

export const agrees = ({ told }: Sum): boolean => new Set(told.map(({ value }) => value)).size === 1;

/** What was rung and seen while it happened. */
export interface Rung {
  /** Callers that the line can know of. */
  readonly calls: number;
  readonly abandoned: number;
  /** While every seat talked. */
  readonly atPeak: LineBoard;
  readonly work: SeatsWork;
}

/** Amounts in major units, as a reader compares them. */
interface Promised {
  readonly pledges: number;
  readonly once: number;
  readonly monthly: number;
}

function sumOf(pledges: readonly Pick<Pledge, 'amount' | 'rhythm'>[]): Promised {
  const total = (rhythm: Pledge['rhythm']) =>
    pledges.reduce((sum, one) => sum + (one.rhythm === rhythm ? one.amount.minor : 0), 0) / 100;
  return { pledges: pledges.length, once: total('once'), monthly: total('monthly') };
}

/** As the seats typed them. */
function typedSum({ settings }: EveningHouse, { saved }: SeatsWork): Promised {
  return sumOf(
    saved.flatMap(({ form }) => {
      const read = form && readPledge(form, settings);
      return read && 'pledge' in read ? [read.pledge] : [];
    }),
  );
}

const textOf = (cell: RawCell | undefined): string => (cell?.kind === 'text' ? cell.text : '');
const numberOf = (cell: RawCell | undefined): number => (cell?.kind === 'number' ? cell.value : Number.NaN);

/** Reads `1 284 promesses : 47 310 € une fois (…), 212 € par mois` as a person would. */
function reportSum({ rows }: RawSheet): Promised {
  const said = rows.map(({ cells }) => textOf(cells[0])).find((text) => / promesses? : /.test(text)) ?? '';
  const plain = said.replace(/[\s\u00a0\u202f]/g, '').replaceAll(',', '.');
  const found = /^(\d+)promesses?:([\d.]+)€unefois(?:\(.*?\))?\.([\d.]+)€parmois/.exec(plain) ?? [];
  return { pledges: Number(found[1]), once: Number(found[2]), monthly: Number(found[3]) };
}

/** A row of the report's summary, by how its label begins; the first column after it is the whole line. */
function reportCount({ rows }: RawSheet, label: string): number {
  return numberOf(rows.find(({ cells }) => textOf(cells[0]).startsWith(label))?.cells[1]);
}

/** The charity opens its daily file with its own key. */
async function fileSum(house: EveningHouse): Promise<Promised> {
  const out = join(house.folder, 'depot', 'out');
  const name = readdirSync(out).find((one) => one.includes('_PROMESSES_') && one.endsWith('.pgp')) ?? '';
  const data = await house.charity.open(readFileSync(join(out, name)));
  const { header, rows } = await house.server.app.workbooks.reader.read(data);
  const at = (title: string) => header.indexOf(title);
  return sumOf(
    rows.map(({ cells }) => ({
      amount: { minor: Math.round(numberOf(cells[at('MONTANT')]) * 100), currency: 'EUR' },
      rhythm: textOf(cells[at('RYTHME')]) === 'MENSUEL' ? ('monthly' as const) : ('once' as const),
    })),
  );
}

/** What the lead and the report say while sessions are open. */
export interface Seen {
  readonly board: LineBoard;
  readonly base: Promised;
  readonly report: RawSheet;
}

/** Reads the board, the base and the workbook of the activity report. */
export async function seeEvening(
  { server, lead, settings }: EveningHouse,
  report: Uint8Array,
): Promise<Seen> {
  const rpc = rpcOf(server.url, lead.token);
  const [board] = await rpc.line.boards.query();
  if (!board) throw new Error('the line has its board');
  const pledges = await rpc.pledges.list.query({ campaign: settings.code });
  const base = sumOf(
    pledges.map(({ amountMinor: minor, currency, rhythm }) => ({ amount: { minor, currency }, rhythm })),
  );
  return { board, base, report: await server.app.workbooks.reader.read(report) };
}

function callSums({ calls, abandoned, work }: Rung, { board, base, report }: Seen): readonly Sum[] {
  const { came, answered, abandoned: left } = board.counts;
  const count = (label: string, played: number, shown: number): Sum => ({
    label,
    unit: '',
    told: [
      { by: 'joués', value: played },
      { by: 'tableau', value: shown },
      { by: 'rapport', value: reportCount(report, label) },
    ],
  });
  return [
    count('Appels', calls, came),
    count('Répondus', work.answered, answered),
    count('Abandons', abandoned, left),
    {
      label: 'Avec ou sans promesse',
      unit: '',
      told: [
        { by: 'répondus', value: work.answered },
        {
          by: `${base.pledges} avec et ${work.withoutPledge} sans`,
          value: base.pledges + work.withoutPledge,
        },
      ],
    },
  ];
}

/** Overflow: exactly so many talk at each site while every seat does. */
function overflowSums({ settings }: EveningHouse, { sites }: LineBoard): readonly Sum[] {
  return settings.sites.map(({ code, seats }) => ({
    label: `Au plus fort, ${code}`,
    unit: '',
    told: [
      { by: 'postes', value: seats },
      { by: 'parlent', value: sites.find(({ site }) => site === code)?.talking ?? 0 },
    ],
  }));
}

function sitePledges({ sites }: LineBoard) {
  return sites.map(({ site, pledges }) => ({
    site,
    pledges: pledges.reduce((sum, one) => sum + one.pledges, 0),
  }));
}

async function pledgeSums(house: EveningHouse, { work }: Rung, { board, base, report }: Seen) {
  const [typed, file, told] = [typedSum(house, work), await fileSum(house), reportSum(report)];
  const { pledges = 0, onceMinor = 0, monthlyMinor = 0 } = board.pledges[0] ?? {};
  const onBoard: Promised = { pledges, once: onceMinor / 100, monthly: monthlyMinor / 100 };
  const sum = (label: string, unit: Sum['unit'], of: keyof Promised): Sum => ({
    label,
    unit,
    told: [
      { by: 'tapées', value: typed[of] },
      { by: 'base', value: base[of] },
      { by: 'tableau', value: onBoard[of] },
      { by: 'fichier', value: file[of] },
      { by: 'rapport', value: told[of] },
    ],
  });
  const bySite = sitePledges(board);
  return [
    sum('Promesses', '', 'pledges'),
    {
      label: 'Promesses des sites',
      unit: '' as const,
      told: [
        { by: 'tapées', value: typed.pledges },
        {
          by: bySite.map(({ site, pledges: own }) => `${site} ${own}`).join(', '),
          value: bySite.reduce((all, one) => all + one.pledges, 0),
        },
      ],
    },
    sum('Une fois', '€', 'once'),
    sum('Chaque mois', '€', 'monthly'),
  ];
}

/** Everything that tells the evening, side by side, once the night's file has left: seats, base, board, file, report, relay. */
export async function eveningSums(house: EveningHouse, rung: Rung, seen: Seen): Promise<readonly Sum[]> {
  const mailed = rung.work.saved.filter(({ form }) => form?.link.way === 'email').length;
  const refused = rung.work.refused.length;
  return [
    ...callSums(rung, seen),
    ...overflowSums(house, rung.atPeak),
    ...(await pledgeSums(house, rung, seen)),
    {
      label: 'Liens par e-mail',
      unit: '',
      told: [
        { by: 'demandés', value: mailed },
        { by: 'reçus par le relais', value: house.mailCount() },
      ],
    },
    {
      label: 'Refus du serveur',
      unit: '',
      told: [
        { by: 'attendus', value: 0 },
        { by: 'reçus', value: refused },
      ],
    },
  ];
}
