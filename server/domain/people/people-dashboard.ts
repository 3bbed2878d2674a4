import { inNumber } from '../../../shared/french-plural.ts';
import {
  GROUP_KIND_WORDS,
  KIND_WORDS,
  PARTICIPANT_KINDS,
  PARTICIPANT_STATUSES,
  type ParticipantKind,
  type ParticipantStatus,
  STATUS_WORDS,
} from '../../../shared/people/people-words.ts';
import { zoned } from '../../../shared/time.ts';
import type { SheetImage, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import type { PeopleGroup } from '../groups/group.ts';
import { type ChartSpec, chart, DARK, LIGHT, MIDDLE } from '../report/charts-style.ts';

/** A participant as counts read them: nothing sealed. */
export interface CountedParticipant {
  readonly status: ParticipantStatus;
  readonly kind: ParticipantKind;
  readonly sinceMs: number;
  readonly groups: readonly string[];
}

export interface PeopleDashboard {
  readonly total: number;
  /** By kind, then by status. */
  readonly standing: Readonly<Record<ParticipantKind, Readonly<Record<ParticipantStatus, number>>>>;
  readonly groups: readonly {
    readonly name: string;
    readonly kind: string;
    readonly people: number;
    readonly prospects: number;
  }[];
  /** Entered in the directory, the last twelve months, oldest first. */
  readonly months: readonly { readonly month: string; readonly entered: number }[];
  /** By the two or three first signs of the postcode; `people` null: fewer than `FEWEST`, who might be known by it. */
  readonly departments: readonly { readonly department: string; readonly people: number | null }[];
  /** Prospects who wait for longer than `WAITING_DAYS`. */
  readonly waiting: number;
  readonly withoutGroup: number;
}

const DAY_MS = 86_400_000;
export const WAITING_DAYS = 14;
const MONTHS = 12;
/** Fewer than that in a place are not told: the counts leave the house in a workbook. */
const FEWEST = 5;

function monthOf(atMs: number): string {
  return zoned(atMs).toPlainDate().toPlainYearMonth().toString();
}

function lastMonths(nowMs: number): readonly string[] {
  const now = zoned(nowMs).toPlainDate();
  return Array.from({ length: MONTHS }, (_, at) =>
    now
      .subtract({ months: MONTHS - 1 - at })
      .toPlainYearMonth()
      .toString(),
  );
}

/** `14000` is in 14, `97110` in 971; any other writing in none. */
function departmentOf(postcode: string): string | undefined {
  if (!/^\d{5}$/.test(postcode)) return undefined;
  return postcode.slice(0, /^9[78]/.test(postcode) ? 3 : 2);
}

/** `postcodes`: each with how many people have it. */
function departmentsOf(postcodes: readonly PostcodeCount[]): PeopleDashboard['departments'] {
  const sums = new Map<string, number>();
  for (const { value, cards } of postcodes) {
    const department = departmentOf(value);
    if (department !== undefined) sums.set(department, (sums.get(department) ?? 0) + cards);
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([department, people]) => ({ department, people: people < FEWEST ? null : people }));
}

interface PostcodeCount {
  readonly value: string;
  readonly cards: number;
}

/** What the counts are made of; `nowMs`: that day. */
export interface Counted {
  readonly people: readonly CountedParticipant[];
  readonly groups: readonly PeopleGroup[];
  readonly postcodes: readonly PostcodeCount[];
  readonly nowMs: number;
}

/** French, where a person reads it. */
export function departmentCount(people: number | null): string {
  return people === null ? `moins de ${FEWEST}` : String(people);
}

/** The counts of a directory on that day: people by status and type, groups, who entered when, who waits. */
export function peopleDashboard({ people, groups, postcodes, nowMs }: Counted): PeopleDashboard {
  const count = (holds: (one: CountedParticipant) => boolean) => people.filter(holds).length;
  const ofKind = (kind: ParticipantKind) =>
    Object.fromEntries(
      PARTICIPANT_STATUSES.map((status) => [
        status,
        count((one) => one.kind === kind && one.status === status),
      ]),
    ) as Record<ParticipantStatus, number>;
  const active = groups.filter(({ state }) => state === 'active');
  return {
    total: people.length,
    standing: { volunteer: ofKind('volunteer'), employee: ofKind('employee') },
    groups: active.map(({ id, name, kind }) => ({
      name,
      kind: GROUP_KIND_WORDS[kind],
      people: count((one) => one.groups.includes(id)),
      prospects: count((one) => one.groups.includes(id) && one.status === 'prospect'),
    })),
    months: lastMonths(nowMs).map((month) => ({
      month,
      entered: count(({ sinceMs }) => monthOf(sinceMs) === month),
    })),
    departments: departmentsOf(postcodes),
    waiting: count(({ status, sinceMs }) => status === 'prospect' && nowMs - sinceMs > WAITING_DAYS * DAY_MS),
    withoutGroup: count((one) => one.groups.length === 0),
  };
}

const BAR_PX = 46;
const MONTHS_PX = 150;
const SHADES = [LIGHT, DARK, MIDDLE];

/** People by type, a shade a status. */
export function standingChart({ standing, total }: PeopleDashboard): ChartSpec {
  const values = PARTICIPANT_KINDS.flatMap((kind) =>
    PARTICIPANT_STATUSES.map((status, rank) => ({
      kind: `${KIND_WORDS[kind]}s`,
      status: `${STATUS_WORDS[status]}s`,
      people: standing[kind][status],
      rank,
    })),
  );
  const { prospect, confirmed } = standing.volunteer;
  return chart({
    key: 'annuaire-statuts',
    title: `${inNumber(total, 'personne(s)')}, dont ${inNumber(confirmed, 'bénévole(s) confirmé(s)')} et ${inNumber(prospect, 'prospect(s) bénévole(s)')}`,
    alt: values.map(({ kind, status, people }) => `${kind} ${status} ${people}`).join(', '),
    plotHeightPx: BAR_PX * PARTICIPANT_KINDS.length,
    leftPx: 110,
    bottomPx: 76,
    body: {
      data: { values },
      mark: { type: 'bar', height: { band: 0.6 }, stroke: '#444444', strokeWidth: 0.6 },
      encoding: {
        y: { field: 'kind', type: 'nominal', title: null, sort: null, axis: { ticks: false, domain: false } },
        x: { field: 'people', type: 'quantitative', title: null, axis: { tickMinStep: 1, format: ',d' } },
        order: { field: 'rank' },
        color: {
          field: 'status',
          type: 'nominal',
          sort: null,
          scale: { domain: PARTICIPANT_STATUSES.map((one) => `${STATUS_WORDS[one]}s`), range: SHADES },
          legend: { orient: 'bottom', title: null, offset: 12, symbolType: 'square' },
        },
      },
    },
  });
}

/** Who entered, month by month. */
export function monthsChart({ months }: PeopleDashboard): ChartSpec {
  const entered = months.reduce((sum, one) => sum + one.entered, 0);
  return chart({
    key: 'annuaire-mois',
    title: `${inNumber(entered, 'personne(s) entrée(s)')} dans l’annuaire en douze mois`,
    alt: months.map(({ month, entered: people }) => `${month} ${people}`).join(', '),
    plotHeightPx: MONTHS_PX,
    leftPx: 60,
    bottomPx: 40,
    body: {
      data: { values: months },
      mark: { type: 'bar', width: { band: 0.6 }, color: DARK },
      encoding: {
        x: { field: 'month', type: 'ordinal', title: null, axis: { labelAngle: 0, labelFontSize: 10 } },
        y: { field: 'entered', type: 'quantitative', title: null, axis: { tickMinStep: 1, format: ',d' } },
      },
    },
  });
}

/** A picture as it was drawn. */
export interface DrawnChart {
  readonly spec: ChartSpec;
  readonly png: Uint8Array;
}

const ROW_PX = 20;

function stacked(charts: readonly DrawnChart[], firstRow: number): readonly SheetImage[] {
  let row = firstRow;
  return charts.map(({ spec, png }) => {
    const at = { row, column: 0 };
    row += Math.ceil(spec.heightPx / ROW_PX) + 1;
    return { png, at, widthPx: spec.widthPx, heightPx: spec.heightPx, alt: spec.alt };
  });
}

/** The dashboard as a workbook: counts with their pictures, then the groups. No name of anybody. */
export function dashboardWorkbook(
  board: PeopleDashboard,
  { charts, createdAtMs }: { readonly charts: readonly DrawnChart[]; readonly createdAtMs: number },
): WorkbookSpec {
  const counts = PARTICIPANT_KINDS.map((kind) => {
    const all = PARTICIPANT_STATUSES.map((status) => board.standing[kind][status]);
    return [KIND_WORDS[kind], ...all, all.reduce((sum, one) => sum + one, 0)];
  });
  const whole: SheetSpec = {
    name: 'Annuaire',
    columns: [
      { header: 'TYPE', width: 34, kind: 'text' },
      ...PARTICIPANT_STATUSES.map((one) => ({
        header: STATUS_WORDS[one].toLocaleUpperCase('fr'),
        width: 12,
        kind: 'integer' as const,
      })),
      { header: 'ENSEMBLE', width: 12, kind: 'integer' },
    ],
    rows: [
      ...counts,
      [`prospects de plus de ${WAITING_DAYS} jours`, board.waiting],
      ['sans groupe', board.withoutGroup],
    ],
    images: stacked(charts, counts.length + 4),
  };
  const groups: SheetSpec = {
    name: 'Groupes',
    columns: [
      { header: 'GROUPE', width: 34, kind: 'text' },
      { header: 'SORTE', width: 26, kind: 'text' },
      { header: 'PERSONNES', width: 12, kind: 'integer' },
      { header: 'DONT PROSPECTS', width: 16, kind: 'integer' },
    ],
    rows: board.groups.map(({ name, kind, people, prospects }) => [name, kind, people, prospects]),
  };
  const departments: SheetSpec = {
    name: 'Départements',
    columns: [
      { header: 'DÉPARTEMENT', width: 16, kind: 'text' },
      { header: 'PERSONNES', width: 14, kind: 'text' },
    ],
    rows: board.departments.map(({ department, people }) => [department, departmentCount(people)]),
  };
  return { title: 'Tableau de bord de l’annuaire', createdAtMs, sheets: [whole, groups, departments] };
}
