import { inTurn } from '../../../shared/in-turn.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from '../../domain/campaign/campaign-settings.ts';
import type { Exclusion } from '../../domain/contact-file/contact-exclusions.ts';
import type { ContactRow } from '../../domain/contact-file/contact-row.ts';
import { contactReader } from '../../domain/contact-file/contact-sheet.ts';
import { saysSomething } from '../../domain/contact-file/contact-texts.ts';
import { DateOrders, MixedDateOrders } from '../../domain/contact-file/dates/date-orders.ts';
import {
  checkHiddenRows,
  checkHiddenSheets,
  NO_HIDDEN_ROW,
  refusesHidden,
  sheetRemarks,
  withHidden,
} from '../../domain/contact-file/hidden-parts.ts';
import { inTheirNames, theirName } from '../../domain/contact-file/mapping/their-names.ts';
import type { RawRow, SheetToRead } from '../../domain/contact-file/raw-sheet.ts';
import { BlindSet } from '../../domain/contact-file/report/blind-set.ts';
import { type ContactCounts, reportLines } from '../../domain/contact-file/report/contact-report.ts';
import { ReportLines } from '../../domain/contact-file/report/report-lines.ts';
import { SharedNumbers } from '../../domain/contact-file/report/shared-numbers.ts';
import { TownsSeen } from '../../domain/contact-file/towns-seen.ts';
import type { Donor } from '../../domain/donor.ts';
import { giveWay } from '../../give-way.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { ValueToBlind } from '../../ports/vault.ts';
import { contactsToBlind } from '../records/blind-contacts.ts';
import type { ImportDeps } from './import-open-file.ts';

/** A row that becomes a record: callable, or excluded before any call. */
export interface DonorLine {
  readonly rowNumber: number;
  readonly donor: Donor;
  readonly exclusion: Exclusion | undefined;
  readonly donorBlind: string;
  readonly phoneBlinds: readonly string[];
  /** Of the e-mail address, for the objection list; empty without one. */
  readonly emailBlinds: readonly string[];
}

export interface JudgedSlice {
  readonly lines: readonly DonorLine[];
  /** Rows judged so far, this slice included. */
  readonly done: number;
}

export interface JudgeRequest {
  readonly campaign: CampaignRow;
  /** Its rows are read once. */
  readonly sheet: SheetToRead;
  readonly today: CivilDate;
  /** Columns that the file was found to write both day/month and month/day. */
  readonly doubted: ReadonlySet<string>;
  /** Records of that file are the rows themselves, not duplicates of them (a report made again). */
  readonly contactFileId?: number;
}

/** What the judging has found, gathered for the report. */
export interface Findings {
  counts: ContactCounts;
  readonly reportLines: ReportLines;
  /** Among the accepted rows. */
  readonly sharedNumbers: SharedNumbers;
  /** Of the accepted rows. */
  readonly towns: TownsSeen;
  /** French sentences: the sheet read, those that were not. */
  sheetRemarks: readonly string[];
}

/** Nothing found yet; `judgeRows` fills it. */
export function newFindings(): Findings {
  return {
    counts: { rows: 0, accepted: 0, warned: 0, excluded: 0, rejected: 0 },
    reportLines: new ReportLines(),
    sharedNumbers: new SharedNumbers(),
    towns: new TownsSeen(),
    sheetRemarks: [],
  };
}

/** Rows judged before the event loop breathes: some 20 ms. */
const ROWS_PER_SLICE = 100;

type DonorRow = Extract<ContactRow, { kind: 'donor' }>;
type Blinded = DonorRow & Pick<DonorLine, 'donorBlind' | 'phoneBlinds' | 'emailBlinds'>;

const TWICE: Exclusion = {
  code: 'EF_DOUBLON',
  reason: 'Même identifiant qu’une ligne précédente du fichier.',
};
const KNOWN: Exclusion = {
  code: 'EF_DOUBLON',
  reason: 'Donateur déjà dans la campagne : rien n’est changé.',
};
const ELSEWHERE: Exclusion = {
  code: 'EF_DOUBLON',
  reason: 'Donateur à appeler dans une autre campagne ouverte de l’association.',
};
const SUPPRESSED: Exclusion = { code: 'EF_DNC', reason: 'Opposition déjà enregistrée pour l’association.' };

/** The blind indexes of a whole slice in one call: the vault looks at its key files on every one. */
async function withBlinds(
  { vault }: ImportDeps,
  charity: string,
  slice: readonly ContactRow[],
): Promise<readonly (Blinded | Exclude<ContactRow, DonorRow>)[]> {
  const asked = slice.flatMap((row): ValueToBlind[] =>
    row.kind === 'donor'
      ? [{ purpose: 'donor', value: row.donor.donorId }, ...contactsToBlind(row.donor)]
      : [],
  );
  const blinds = (await vault.blindAll(charity, asked)).values();
  const next = () => blinds.next().value as string;
  return slice.map((row) => {
    if (row.kind !== 'donor') return row;
    const donorBlind = next();
    const phoneBlinds = row.donor.phones.map(next);
    return { ...row, donorBlind, phoneBlinds, emailBlinds: row.donor.email === '' ? [] : [next()] };
  });
}

/** No number, or called for another campaign then: both may have changed. */
const MAY_COME_AGAIN = new Set(['EF_SANSTEL', 'EF_DOUBLON']);

/** A donor who could not be called for want of a number, or of a fresh list check, may come again with one. */
async function isKnown(rows: StoreReader, row: Blinded, request: JudgeRequest): Promise<boolean> {
  const id = await rows.records.idByDonorBlind(request.campaign.code, row.donorBlind);
  const record = id === undefined ? undefined : await rows.records.byId(id);
  if (record === undefined || record.contactFileId === request.contactFileId) return false;
  const mayComeAgain = MAY_COME_AGAIN.has(record.disposition ?? '') || record.hold !== null;
  return record.state !== 'excluded' || !mayComeAgain;
}

/** What the base says of a row, asked within one snapshot for a whole slice. */
interface Base {
  readonly rows: StoreReader;
  /** Codes of the charity's other open campaigns. */
  readonly others: readonly string[];
}

async function baseFor(rows: StoreReader, { campaign }: JudgeRequest): Promise<Base> {
  const others = (await rows.campaigns.openCodes(campaign.charity)).filter((code) => code !== campaign.code);
  return { rows, others };
}

async function finalExclusion(
  base: Base,
  row: Blinded,
  request: JudgeRequest,
): Promise<Exclusion | undefined> {
  const { rows } = base;
  if (await isKnown(rows, row, request)) return KNOWN;
  const blinds = [row.donorBlind, ...row.phoneBlinds, ...row.emailBlinds];
  const isSuppressed = await inTurn.some(blinds, (blind) =>
    rows.records.isSuppressed(request.campaign.charity, blind),
  );
  if (isSuppressed) return SUPPRESSED;
  return row.exclusion ?? (await elsewhere(base, row));
}

/** A donor who is being called for another campaign of the charity is not taken into this one as well. */
async function elsewhere({ rows, others }: Base, row: Blinded): Promise<Exclusion | undefined> {
  const isLive = await inTurn.some(others, async (code) => {
    const id = await rows.records.idByDonorBlind(code, row.donorBlind);
    const state = id === undefined ? undefined : (await rows.records.byId(id))?.state;
    return state === 'ready' || state === 'leased' || state === 'staged';
  });
  return isLive ? ELSEWHERE : undefined;
}

function note(
  findings: Findings,
  { row, exclusion }: { readonly row: ContactRow; readonly exclusion?: Exclusion | undefined },
  mapping: CampaignSettings['mapping'],
): void {
  const { counts } = findings;
  const isAccepted = row.kind === 'donor' && exclusion === undefined;
  const one = (condition: boolean) => (condition ? 1 : 0);
  findings.counts = {
    rows: counts.rows + 1,
    accepted: counts.accepted + one(isAccepted),
    warned: counts.warned + one(isAccepted && row.warnings.length > 0),
    excluded: counts.excluded + one(exclusion !== undefined),
    rejected: counts.rejected + one(row.kind === 'rejected'),
  };
  for (const line of reportLines(row, exclusion))
    findings.reportLines.push({
      ...line,
      column: theirName(mapping, line.column),
      message: inTheirNames(mapping, line.message),
    });
}

/**
 * Judges every row against the layout, the rules, the rest of the file and the base, a slice at a time. A second row of one
 * donor is kept as a duplicate; a donor whom the campaign already has is only reported. What is kept over the rows: 20 bytes
 * a donor and a number, and the lines of the report. AppErrors of `contactReader` and of `checkHiddenSheets` at once, of
 * the workbook and of `checkHiddenRows` as its rows come; at their end MixedDateOrders (see `withDateDoubts`).
 */
export async function* judgeRows(
  deps: ImportDeps,
  request: JudgeRequest,
  findings: Findings,
): AsyncGenerator<JudgedSlice> {
  const { campaign, sheet, today, doubted } = request;
  const seen = new BlindSet();
  checkHiddenSheets(sheet, campaign.settings);
  findings.sheetRemarks = sheetRemarks(sheet);
  const { mapping } = campaign.settings;
  const orders = new DateOrders();
  const read = contactReader({ ...sheet, doubted }, campaign.settings, today);
  for await (const raw of slices(sheet.rows, campaign.settings)) {
    const judged = raw.map(read);
    for (const row of judged) orders.note(row.kind === 'donor' ? row.warnings : row.problems);
    const blinded = await withBlinds(deps, campaign.charity, judged);
    const lines = await deps.store.read(async (rows) => {
      const base = await baseFor(rows, request);
      return await inTurn.flatMap(blinded, async (row): Promise<DonorLine[]> => {
        if (row.kind === 'rejected') {
          note(findings, { row }, mapping);
          return [];
        }
        const exclusion = seen.addAgain(row.donorBlind) ? TWICE : await finalExclusion(base, row, request);
        note(findings, { row, exclusion }, mapping);
        if (exclusion === undefined) {
          findings.sharedNumbers.note(row.rowNumber, row.donor.donorId, row.phoneBlinds);
          findings.towns.note(row.donor);
        }
        return exclusion === KNOWN ? [] : [{ ...row, exclusion }];
      });
    });
    yield { lines, done: findings.counts.rows };
    await giveWay();
  }
  const mixed = orders.mixed();
  if (mixed.length > 0) throw new MixedDateOrders(mixed);
}

/** Rows that say something, a slice at a time. With a hidden one that is refused, the rest is only counted. */
async function* slices(
  chunks: AsyncIterable<readonly RawRow[]>,
  settings: CampaignSettings,
): AsyncGenerator<readonly RawRow[]> {
  let hidden = NO_HIDDEN_ROW;
  for await (const chunk of chunks) {
    const rows = chunk.filter(saysSomething);
    if (refusesHidden(settings)) hidden = withHidden(hidden, rows);
    for (let from = 0; from < rows.length && hidden.count === 0; from += ROWS_PER_SLICE)
      yield rows.slice(from, from + ROWS_PER_SLICE);
  }
  checkHiddenRows(hidden);
}
