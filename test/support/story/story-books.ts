import { expect } from 'vitest';
import type { SunkMail } from '../../../scripts/demo/mail-sink.ts';
import type { CallOutcomeInput } from '../../../shared/call-outcome.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { readMail } from '../email/smtp-sink.ts';
import type { DeliveredBook, DeliveredLine } from '../sftp/charity-with-gnupg.ts';
import {
  CORRECTED,
  donorById,
  FORMULA_NOTE,
  LINE,
  NOTE,
  STORY_DONORS,
  type StoryDonor,
} from './story-donors.ts';

/** What was recorded last, by line of the charity's file. */
export type Recorded = ReadonlyMap<number, { readonly outcome: CallOutcomeInput }>;

/** Minor units, the donor's own periodicity. */
interface Agreed {
  readonly donor: StoryDonor;
  readonly oldMinor: number;
  readonly newMinor: number;
}

function agreementsOf(recorded: Recorded): readonly Agreed[] {
  return [...recorded].flatMap(([n, { outcome }]) => {
    if (outcome.form !== 'agreement') return [];
    const donor = lineOf(n);
    return [{ donor, oldMinor: donor.amount * 100, newMinor: outcome.agreement.newAmount.minor }];
  });
}

const byNumber = (a: number, b: number) => a - b;

export function lineOf(n: number): StoryDonor {
  const donor = STORY_DONORS[n - 1];
  if (!donor) throw new Error(`no line ${n}`);
  return donor;
}

/** Address that a confirmation goes to: what the donor corrected, else what the file said; '' without one. */
export function addressOf(donor: StoryDonor): string {
  return donor.n === LINE.agreesCorrected ? CORRECTED.EMAIL : donor.email;
}

function sheet(book: DeliveredBook, name: string): readonly DeliveredLine[] {
  const lines = book.get(name);
  if (!lines) throw new Error(`no sheet ${name}`);
  return lines;
}

/** Cells hold what Excel may calculate with, or text that nothing recalculates; messages name line and column, never the value. */
function expectCell(line: DeliveredLine, column: string, wanted: string | number): void {
  const cell = line[column];
  const where = `line ${donorById(String(line.ID_DONATEUR?.value)).n} ${column}`;
  expect((cell?.value ?? '') === wanted, where).toBe(true);
  // An empty text and no cell are the same to whoever opens the file.
  if (wanted !== '') expect(cell?.kind, where).toBe(typeof wanted === 'number' ? 'n' : 's');
}

function expectDate(line: DeliveredLine, column: string, pattern: RegExp): void {
  expect(line[column]?.kind, column).toBe('d');
  expect(String(line[column]?.value), column).toMatch(pattern);
}

const sumOf = (lines: readonly DeliveredLine[], column: string) =>
  Math.round(lines.reduce((sum, line) => sum + Number(line[column]?.value), 0) * 100);

/** The weekly mandates file against what was agreed on the phone (R-20, docs/rules/layouts.md#weekly-file). */
export function expectWeekly(book: DeliveredBook, recorded: Recorded): void {
  const agreed = agreementsOf(recorded);
  const mandates = sheet(book, 'MANDATS');
  const lines = new Map(mandates.map((line) => [donorById(String(line.ID_DONATEUR?.value)).n, line]));
  expect([...lines.keys()].sort(byNumber)).toEqual(agreed.map(({ donor }) => donor.n).sort(byNumber));
  for (const { donor, oldMinor, newMinor } of agreed) {
    const line = lines.get(donor.n) ?? {};
    expectCell(line, 'ANCIEN_MONTANT', oldMinor / 100);
    expectCell(line, 'NOUVEAU_MONTANT', newMinor / 100);
    expectCell(line, 'DELTA', (newMinor - oldMinor) / 100);
    expectCell(line, 'JOUR_PRELEVEMENT', 10);
    expectCell(line, 'RUM', donor.mandate);
    expectCell(line, 'PERIODICITE', donor.frequency);
    expectCell(line, 'STATUT_EMAIL', addressOf(donor) === '' ? 'SANS_EMAIL' : 'ENVOYE');
    expectCell(line, 'COORDONNEES_MODIFIEES', donor.n === LINE.agreesCorrected ? 'O' : 'N');
    if (addressOf(donor) !== '') {
      expectCell(line, 'EMAIL', addressOf(donor));
      expectDate(line, 'DATE_EMAIL', /^2026-11-2[34]T00:00:00$/);
    }
    // The 10th, or the bank day that follows it.
    expectDate(line, 'DATE_PREMIERE_ECHEANCE', /^202[67]-\d\d-1[0-2]T00:00:00$/);
  }
  const agreedDelta = agreed.reduce((sum, { oldMinor, newMinor }) => sum + newMinor - oldMinor, 0);
  expect(sumOf(mandates, 'DELTA')).toBe(agreedDelta);
  const [control, oneOffs] = sheet(book, 'CONTROLE');
  expect(control?.LIGNES?.value).toBe(agreed.length);
  expect(Math.round(Number(control?.SOMME_DELTA?.value) * 100)).toBe(agreedDelta);
  const gifts = [...recorded.values()].filter(({ outcome }) => outcome.form === 'one-off');
  expect(sheet(book, 'DONS PONCTUELS')).toHaveLength(gifts.length);
  expect(oneOffs?.LIGNES?.value).toBe(gifts.length);
}

/** The final return file: one row per record, called or not (R-23, docs/rules/layouts.md#return-file). */
export function expectFinal(book: DeliveredBook, recorded: Recorded): void {
  const rows = sheet(book, 'RETOUR');
  const lines = new Map(rows.map((line) => [donorById(String(line.ID_DONATEUR?.value)).n, line]));
  const kept = STORY_DONORS.filter(({ n }) => n !== LINE.foreign).map(({ n }) => n);
  expect(rows).toHaveLength(kept.length);
  expect([...lines.keys()].sort(byNumber)).toEqual(kept);
  for (const n of kept) expectReturned(lines.get(n) ?? {}, lineOf(n), recorded.get(n)?.outcome);
  const [control] = sheet(book, 'CONTROLE');
  expect(control?.LIGNES_LIVREES?.value).toBe(STORY_DONORS.length);
  expect(control?.LIGNES_REFUSEES_A_L_IMPORT?.value).toBe(STORY_DONORS.length - kept.length);
}

function expectReturned(line: DeliveredLine, donor: StoryDonor, outcome: CallOutcomeInput | undefined): void {
  const disposition = dispositionOf(outcome?.disposition ?? '');
  expectCell(line, 'REFERENCE_INTERNE', donor.ownReference);
  expectCell(line, 'CP_AVANT', donor.postcode);
  expectCell(line, 'TEL_MOBILE_AVANT', donor.mobile && `+33${donor.mobile.slice(1).replaceAll(' ', '')}`);
  expectCell(line, 'MONTANT_AVANT', donor.amount);
  expectCell(line, 'ACCORD', disposition?.agreement ? 'O' : 'N');
  const isCorrected = donor.n === LINE.agreesCorrected;
  expectCell(line, 'EMAIL_AVANT', donor.email);
  expectCell(line, 'EMAIL_APRES', addressOf(donor));
  expectCell(line, 'ADR_L4_AVANT', donor.street);
  expectCell(line, 'ADR_L4_APRES', isCorrected ? CORRECTED.ADR_L4 : donor.street);
  expectCell(line, 'CP_APRES', isCorrected ? CORRECTED.CP : donor.postcode);
  const after = outcome?.form === 'agreement' ? outcome.agreement.newAmount.minor / 100 : donor.amount;
  expectCell(line, 'MONTANT_APRES', after);
  expectCell(line, 'STATUT_FINAL', finalCode(donor, outcome));
  if (donor.n === LINE.plusName) expectCell(line, 'COMMENTAIRE', NOTE);
  if (donor.n === LINE.formulaName) expectCell(line, 'COMMENTAIRE', FORMULA_NOTE);
}

/** The talk that closed it, the file's own exclusion, or the end of the campaign. */
function finalCode({ n }: StoryDonor, outcome: CallOutcomeInput | undefined): string {
  if (n === LINE.opposedInFile) return 'EF_DNC';
  if (n === LINE.noPhone) return 'EF_SANSTEL';
  const isFinal = dispositionOf(outcome?.disposition ?? '')?.isFinal;
  return isFinal && outcome ? outcome.disposition : 'EF_CLOTURE';
}

/** The weekly report: its summary page and the sheets by unit, numbers as numbers. */
export function expectReport(book: DeliveredBook, recorded: Recorded): void {
  const numbered = sheet(book, 'SYNTHESE').filter((line) => String(line['N°']?.value ?? '') !== '');
  expect(numbered.map((line) => String(line['N°']?.value))).toEqual(
    Array.from({ length: 14 }, (_, at) => String(at + 1)),
  );
  expect(Object.values(numbered[0] ?? {})[3]?.value).toBe(agreementsOf(recorded).length);
  for (const name of ['VOLUMES', 'TAUX', 'MONTANTS']) {
    const figures = sheet(book, name).flatMap((line) =>
      Object.values(line).filter((cell) => cell.kind === 'n'),
    );
    expect(figures.filter((cell) => typeof cell.value === 'number').length, name).toBeGreaterThan(0);
  }
}

/** One message for each agreement and gift by link of a donor with an address, no other, none twice; subjects tell nothing. */
export function expectConfirmations(messages: readonly SunkMail[], recorded: Recorded): void {
  const wanted = [...recorded]
    .filter(([n, { outcome }]) => dispositionOf(outcome.disposition)?.email && addressOf(lineOf(n)) !== '')
    .map(([n]) => n);
  const lineTo = new Map(STORY_DONORS.map((donor) => [addressOf(donor), donor.n]));
  const written = messages.flatMap(({ to }) => to.map((address) => lineTo.get(address) ?? 0));
  expect(written.toSorted(byNumber)).toEqual(wanted.toSorted(byNumber));
  for (const { raw } of messages) {
    const { header, html } = readMail(raw);
    expect(header('subject')).toMatch(/^Votre (soutien|don) à l’Union \(exemple\) : votre confirmation$/);
    // A name that looks like a link stays text.
    expect(html).not.toMatch(/<a [^>]*exemple\.invalid\/x/);
  }
}
