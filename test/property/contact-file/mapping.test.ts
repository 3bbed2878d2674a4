import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import { DATE_FORMATS, mappingSchema } from '../../../server/domain/campaign/mapping-settings.ts';
import { checkMapping } from '../../../server/domain/campaign-check/mapping-check.ts';
import { contactReader } from '../../../server/domain/contact-file/contact-sheet.ts';
import type { RawCell, SheetFacts } from '../../../server/domain/contact-file/raw-sheet.ts';
import { mappedWorkbook } from '../../../server/domain/delivery/mapped-workbook.ts';
import { weeklyFile } from '../../../server/domain/delivery/weekly-file.ts';
import type { CellValue } from '../../../server/domain/files/sheets.ts';
import { weeklyFacts } from '../../support/campaign/country-facts.ts';
import { loadedCampaign } from '../../support/campaign/reference-campaigns.ts';
import { agreementsOf } from '../../support/review/agreement-fact.ts';

const TODAY = '2026-11-23';
const { settings } = loadedCampaign('upgrade-fr');
const FREQUENCIES = { M: '12 fois', T: '4 fois', S: '2 fois', A: '1 fois' } as const;

/** A row as ours, by column; dates and amounts in forms that nobody can take for anything else. */
interface Person {
  readonly id: string;
  readonly frequency: keyof typeof FREQUENCIES;
  readonly minor: number;
  readonly since: string;
  readonly civility: 'M' | 'MME' | '';
}

const person = fc.record<Person>({
  id: fc.integer({ min: 1, max: 99_999 }).map((n) => String(n).padStart(5, '0')),
  frequency: fc.constantFrom('M', 'T', 'S', 'A'),
  minor: fc.integer({ min: 500, max: 99_999 }),
  since: fc
    .tuple(
      fc.integer({ min: 2000, max: 2024 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
  civility: fc.constantFrom('M', 'MME', ''),
});

const TEXTS: Readonly<Record<string, string>> = {
  CODE_CAMPAGNE: settings.code,
  NOM: 'Testeur',
  PRENOM: 'Zéphyrin',
  ADR_L4: '12 RUE IMAGINAIRE',
  CP: '01990',
  VILLE: 'VILLEBOIS',
  PAYS: 'FR',
  TEL_FIXE: '01 99 00 12 34',
  OPPOSITION_TEL: 'N',
  DEVISE: 'EUR',
  JOUR_PRELEVEMENT: '5',
  RUM: '++00042',
  ICS: 'FR72ZZZ123456',
};

type Row = ReadonlyMap<string, RawCell>;
const text = (value: string): RawCell => (value === '' ? { kind: 'empty' } : { kind: 'text', text: value });

function ours({ id, frequency, minor, since, civility }: Person): Row {
  return new Map<string, RawCell>([
    ['ID_DONATEUR', text(id)],
    ...Object.entries(TEXTS).map(([name, value]) => [name, text(value)] as const),
    ['PERIODICITE', text(frequency)],
    ['CIVILITE', text(civility)],
    ['MONTANT_PA', { kind: 'number', value: minor / 100 }],
    ['DATE_DEBUT_PA', { kind: 'date', date: since }],
    ['CODE_INTERNE', text(`X${id}`)],
  ]);
}

const NAMES = [...ours({ id: '1', frequency: 'M', minor: 500, since: TODAY, civility: '' }).keys()].filter(
  (name) => name !== 'CODE_INTERNE',
);

/** Their own names, or ours turned round among themselves, as an export does that renames badly. */
const names = fc.oneof(
  fc.shuffledSubarray(NAMES, { minLength: NAMES.length }).map((turned) => ({ turned, fresh: '' })),
  fc.constantFrom('Champ ', 'contact.', 'Nº ').map((fresh) => ({ turned: NAMES, fresh })),
);

const agreed = fc.record({
  names,
  fixed: fc.subarray(['CODE_CAMPAGNE', 'PAYS', 'DEVISE', 'OPPOSITION_TEL']),
  dates: fc.option(fc.constantFrom(...DATE_FORMATS), { nil: undefined }),
  amounts: fc.constantFrom(undefined, 'cents', ',', '.'),
});
type Agreed = typeof agreed extends fc.Arbitrary<infer T> ? T : never;

/** A column that holds for every row keeps its name for what comes back: it takes no part in the turning. */
function nameOf({ names: { turned, fresh }, fixed }: Agreed, name: string): string {
  const isSent = (one: string) => !fixed.includes(one);
  const at = NAMES.filter(isSent).indexOf(name);
  return fresh === '' ? (turned.filter(isSent)[at] ?? name) : `${fresh}${at}`;
}

function mappingOf(one: Agreed) {
  const sent = NAMES.filter((name) => !one.fixed.includes(name));
  return mappingSchema.parse({
    columns: Object.fromEntries(sent.map((name) => [name, nameOf(one, name)])),
    values: { PERIODICITE: FREQUENCIES, CIVILITE: { M: ['Monsieur', 'Mr'], MME: 'Madame' } },
    fixed: Object.fromEntries(one.fixed.map((name) => [name, TEXTS[name] ?? ''])),
    formats: {
      ...(one.dates && { dates: one.dates }),
      ...(one.amounts === 'cents' && { amounts: 'cents' }),
      ...((one.amounts === ',' || one.amounts === '.') && { decimal: one.amounts }),
    },
  });
}

/** The day as the agreed format writes it, by hand. */
function theirDay(day: string, format: string): string {
  return format
    .replace('AAAA', day.slice(0, 4))
    .replace('MM', day.slice(5, 7))
    .replace('JJ', day.slice(8, 10));
}

function theirAmount(minor: number, { amounts }: Agreed): RawCell {
  if (amounts === 'cents') return { kind: 'number', value: minor };
  if (amounts === undefined) return { kind: 'number', value: minor / 100 };
  const [units = '', cents = ''] = (minor / 100).toFixed(2).split('.');
  return text(`${units}${amounts}${cents}`);
}

function theirs(row: Row, { since, minor, frequency, civility }: Person, one: Agreed): Row {
  const own: Record<string, RawCell> = {
    DATE_DEBUT_PA: one.dates ? text(theirDay(since, one.dates)) : { kind: 'date', date: since },
    MONTANT_PA: theirAmount(minor, one),
    PERIODICITE: text(FREQUENCIES[frequency]),
    CIVILITE: text(civility === '' ? '' : civility === 'M' ? 'Mr' : 'madame'),
  };
  const kept = [...row].filter(([name]) => !one.fixed.includes(name));
  return new Map(
    kept.map(([name, cell]) => [NAMES.includes(name) ? nameOf(one, name) : name, own[name] ?? cell]),
  );
}

function read(row: Row, under: CampaignSettings) {
  const sheet: SheetFacts = {
    ...{ name: 'FICHES', headerRow: 1, date1904: false, otherSheets: [], hiddenColumns: [] },
    header: [...row.keys()],
  };
  return contactReader(sheet, under, TODAY)({ number: 2, cells: [...row.values()] });
}

describe('R-72 a file in the charity’s names, values and formats', () => {
  it('says the same people as ours, whatever was agreed', () => {
    fc.assert(
      fc.property(person, agreed, (who, one) => {
        const mapping = mappingOf(one);
        expect(checkMapping(mapping, settings)).toEqual([]);
        const row = ours(who);
        expect(read(theirs(row, who, one), { ...settings, mapping })).toEqual(read(row, settings));
      }),
      { numRuns: 300 },
    );
  });

  it('goes back in them, cell by cell, and nothing else changes', () => {
    const facts = weeklyFacts('upgrade-fr');
    const week = { campaign: settings, week: '2026-W47', facts, agreements: agreementsOf(facts) };
    const { spec } = weeklyFile({ ...week, createdAtMs: 0 });
    fc.assert(
      fc.property(agreed, (one) => {
        const mapped = mappedWorkbook(spec, mappingOf(one));
        for (const [at, sheet] of spec.sheets.entries()) {
          const back = mapped.sheets[at];
          const headers = sheet.columns.map(({ header }) =>
            NAMES.includes(header) && !one.fixed.includes(header) ? nameOf(one, header) : header,
          );
          expect(back?.columns.map(({ header }) => header)).toEqual(headers);
          const told = [...sheet.rows].map((row) =>
            row.map((cell, column) => expected(cell, sheet.columns[column]?.header ?? '', one)),
          );
          expect([...(back?.rows ?? [])]).toEqual(told);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is byte for byte what it was where nothing was agreed', () => {
    const facts = weeklyFacts('upgrade-fr');
    const week = { campaign: settings, week: '2026-W47', facts, agreements: agreementsOf(facts) };
    const { spec } = weeklyFile({ ...week, createdAtMs: 0 });
    expect(mappedWorkbook(spec, undefined)).toBe(spec);
  });

  it('is refused where a day does not fit what was agreed, never turned round', () => {
    const who: Person = { id: '00001', frequency: 'M', minor: 1000, since: '2020-05-13', civility: '' };
    const one: Agreed = {
      names: { turned: NAMES, fresh: '' },
      fixed: [],
      dates: 'MM/JJ/AAAA',
      amounts: undefined,
    };
    const row = new Map([...theirs(ours(who), who, one), ['DATE_DEBUT_PA', text('13/05/2020')]]);
    const judged = read(row, { ...settings, mapping: mappingOf(one) });
    expect(judged).toMatchObject({ kind: 'rejected', problems: [{ column: 'DATE_DEBUT_PA' }] });
  });
});

function expected(cell: CellValue, header: string, one: Agreed): CellValue {
  if (typeof cell === 'string' && header === 'PERIODICITE')
    return FREQUENCIES[cell as keyof typeof FREQUENCIES];
  if (cell === null || typeof cell !== 'object') return cell;
  if ('date' in cell && one.dates) return theirDay(cell.date, one.dates);
  return 'minor' in cell && one.amounts === 'cents' ? cell.minor : cell;
}
