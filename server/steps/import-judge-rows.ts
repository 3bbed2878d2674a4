import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CivilDate } from '../../shared/time.ts';
import type { Exclusion } from '../domain/contact-exclusions.ts';
import { type ContactCounts, type ReportLine, reportLines } from '../domain/contact-report.ts';
import type { ContactRow } from '../domain/contact-row.ts';
import { readContactSheet } from '../domain/contact-sheet.ts';
import type { Donor } from '../domain/donor.ts';
import type { RawSheet } from '../domain/raw-sheet.ts';
import type { CampaignRow } from '../ports/rows/campaigns.ts';
import type { StoreReader } from '../ports/store.ts';
import type { ImportDeps } from './import-open-file.ts';

/** A row that becomes a record: callable, or excluded before any call. */
export interface DonorLine {
  readonly rowNumber: number;
  readonly donor: Donor;
  readonly exclusion: Exclusion | undefined;
  readonly donorBlind: string;
  readonly phoneBlinds: readonly string[];
}

export interface JudgedSlice {
  readonly lines: readonly DonorLine[];
  /** Rows judged so far, this slice included. */
  readonly done: number;
}

export interface JudgeRequest {
  readonly campaign: CampaignRow;
  readonly sheet: RawSheet;
  readonly today: CivilDate;
  /** Records of that file are the rows themselves, not duplicates of them (a report made again). */
  readonly contactFileId?: number;
}

/** What the judging has found, gathered for the report. */
export interface Findings {
  counts: ContactCounts;
  readonly reportLines: ReportLine[];
}

/** No finding yet: where a judging starts. */
export function newFindings(): Findings {
  return { counts: { rows: 0, accepted: 0, warned: 0, excluded: 0, rejected: 0 }, reportLines: [] };
}

/** Rows judged before the event loop breathes: some 20 ms. */
const ROWS_PER_SLICE = 100;

type DonorRow = Extract<ContactRow, { kind: 'donor' }>;
type Blinded = DonorRow & Pick<DonorLine, 'donorBlind' | 'phoneBlinds'>;

const TWICE: Exclusion = {
  code: 'EF_DOUBLON',
  reason: 'Même identifiant qu’une ligne précédente du fichier.',
};
const KNOWN: Exclusion = {
  code: 'EF_DOUBLON',
  reason: 'Donateur déjà dans la campagne : rien n’est changé.',
};
const SUPPRESSED: Exclusion = { code: 'EF_DNC', reason: 'Opposition déjà enregistrée pour l’association.' };

async function withBlinds(deps: ImportDeps, charity: string, row: DonorRow): Promise<Blinded> {
  const { donorId, phones } = row.donor;
  const [donorBlind, ...phoneBlinds] = await Promise.all([
    deps.vault.blind(charity, 'donor', donorId),
    ...phones.map((phone) => deps.vault.blind(charity, 'phone', phone.e164)),
  ]);
  return { ...row, donorBlind, phoneBlinds };
}

/** A donor who could not be called for want of a number may come again with one. */
function isKnown(rows: StoreReader, row: Blinded, request: JudgeRequest): boolean {
  const id = rows.records.idByDonorBlind(request.campaign.code, row.donorBlind);
  const record = id === undefined ? undefined : rows.records.byId(id);
  if (record === undefined || record.contactFileId === request.contactFileId) return false;
  return record.state !== 'excluded' || record.disposition !== 'EF_SANSTEL';
}

function finalExclusion(rows: StoreReader, row: Blinded, request: JudgeRequest): Exclusion | undefined {
  if (isKnown(rows, row, request)) return KNOWN;
  const blinds = [row.donorBlind, ...row.phoneBlinds];
  const isSuppressed = blinds.some((blind) => rows.records.isSuppressed(request.campaign.charity, blind));
  return isSuppressed ? SUPPRESSED : row.exclusion;
}

function note(findings: Findings, row: ContactRow, exclusion: Exclusion | undefined): void {
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
  findings.reportLines.push(...reportLines(row, exclusion));
}

/**
 * Judges every row against the layout, the rules, the rest of the file and the base, a slice at a time. A second row of one
 * donor is kept as a duplicate; a donor whom the campaign already has is only reported. AppErrors of `readContactSheet`.
 */
export async function* judgeRows(
  deps: ImportDeps,
  request: JudgeRequest,
  findings: Findings,
): AsyncGenerator<JudgedSlice> {
  const { campaign, sheet, today } = request;
  const seen = new Set<string>();
  for (const slice of slices(readContactSheet(sheet, campaign.settings, today))) {
    // Together: the vault looks at its key files on every call, and each look alone would wait for the disk.
    const blinded = await Promise.all(
      slice.map((row) => (row.kind === 'donor' ? withBlinds(deps, campaign.charity, row) : row)),
    );
    const lines = deps.store.read((rows) =>
      blinded.flatMap((row): DonorLine[] => {
        if (row.kind === 'rejected') {
          note(findings, row, undefined);
          return [];
        }
        const exclusion = seen.has(row.donorBlind) ? TWICE : finalExclusion(rows, row, request);
        seen.add(row.donorBlind);
        note(findings, row, exclusion);
        return exclusion === KNOWN ? [] : [{ ...row, exclusion }];
      }),
    );
    yield { lines, done: findings.counts.rows };
    await nextTurn();
  }
}

function* slices(rows: Iterable<ContactRow>): Iterable<readonly ContactRow[]> {
  let slice: ContactRow[] = [];
  for (const row of rows) {
    slice.push(row);
    if (slice.length < ROWS_PER_SLICE) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
