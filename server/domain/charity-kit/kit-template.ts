import type { ColumnMapping } from '../campaign/mapping-settings.ts';
import type { CellForm } from '../contact-file/cell-form.ts';
import { COLUMN_NAMES, type ColumnName, needOf } from '../contact-file/contact-columns.ts';
import type { ContactProfile } from '../contact-file/contact-profile.ts';
import { theirName } from '../contact-file/mapping/their-names.ts';
import { mappedWorkbook } from '../delivery/mapped-workbook.ts';
import type { CellCheck, ColumnSpec, WorkbookSpec } from '../files/sheets.ts';
import { COLUMN_NOTES } from './column-notes.ts';
import { exampleCell, exampleText, writtenExample } from './example-row.ts';
import { columnForm, formText, NEED_TEXT, theirValues } from './form-text.ts';

const KIND: Readonly<Record<CellForm['kind'], ColumnSpec['kind']>> = {
  text: 'text',
  choice: 'text',
  phone: 'text',
  postcode: 'text',
  date: 'date',
  amount: 'amount',
  whole: 'integer',
};

const NARROWEST = 12;
const WIDEST = 36;

function checkOf(form: CellForm, prompt: string): CellCheck {
  switch (form.kind) {
    case 'choice':
      return { rule: 'list', values: form.values, prompt };
    case 'whole':
      return { rule: 'whole', from: form.from, to: form.to, prompt };
    case 'text':
      return { rule: 'length', max: form.max, prompt };
    case 'date':
    case 'amount':
      return { rule: form.kind, prompt };
    case 'phone':
    case 'postcode':
      return { rule: 'any', prompt };
  }
}

/** What the program that opens the template lets people type: nothing of ours where the charity writes it otherwise. */
function formWritten(form: CellForm, name: ColumnName, mapping: ColumnMapping | undefined): CellForm {
  if (mapping === undefined) return form;
  const { dates, amounts } = mapping.formats;
  if (form.kind === 'choice')
    return { kind: 'choice', values: theirValues(form.values, { mapping, column: name }) };
  if (form.kind === 'date' && dates) return { kind: 'text', max: 10 };
  return form.kind === 'amount' && amounts === 'cents' ? { kind: 'whole', from: 0, to: 1e9 } : form;
}

/** The columns to fill for that campaign, required ones first among their own, in the order of the importer's table. */
export function kitColumns(profile: ContactProfile): readonly ColumnName[] {
  const { fixed = {} } = profile.settings.mapping ?? {};
  const isUsed = (name: ColumnName) =>
    fixed[name] === undefined && (needOf(name, profile) !== 'optional' || !isOfOthers(name, profile));
  return COLUMN_NAMES.filter(isUsed);
}

/** Columns that another country or kind of campaign needs, and that this one would only set aside. */
const OF_OTHERS: Readonly<Partial<Record<ColumnName, ColumnName>>> = {
  CONSENTEMENT_TEL_DATE: 'DNCM_STATUT',
  DNCM_DATE_CONTROLE: 'DNCM_STATUT',
  DNCM_DATE_INSCRIPTION: 'DNCM_STATUT',
  DNCM_STATUT: 'DNCM_STATUT',
  CANTON: 'CANTON',
  ANNUAIRE_CH: 'CANTON',
  SYSTEME: 'SYSTEME',
  REF_AUTORISATION: 'REF_AUTORISATION',
  RUM: 'RUM',
  ICS: 'ICS',
  DATE_ARRET: 'DATE_ARRET',
  MOTIF_ARRET: 'DATE_ARRET',
  DATE_DERNIER_PRELEVEMENT: 'DATE_ARRET',
};

function isOfOthers(name: ColumnName, profile: ContactProfile): boolean {
  const key = OF_OTHERS[name];
  return key !== undefined && needOf(key, profile) === 'optional';
}

function columnSpec(name: ColumnName, profile: ContactProfile): ColumnSpec {
  const { mapping } = profile.settings;
  const form = columnForm(name, profile);
  const said = formText(form, { ...profile, mapping, column: name });
  const prompt = `${NEED_TEXT[needOf(name, profile)]}, ${said}. ${COLUMN_NOTES[name]}`;
  return {
    header: name,
    width: Math.min(WIDEST, Math.max(NARROWEST, theirName(mapping, name).length + 3)),
    kind: KIND[form.kind],
    check: checkOf(formWritten(form, name, mapping), prompt),
  };
}

/** Wide enough for what it shows, and free of checks. */
function exampleColumn(name: ColumnName, profile: ContactProfile): ColumnSpec {
  const { check: _check, width, ...column } = columnSpec(name, profile);
  return { ...column, width: Math.max(width, exampleText(name, profile).length + 2) };
}

/**
 * The workbook that the charity fills (docs/rules/layouts.md#contact-file): an empty first sheet, the one that is read, with
 * what each cell may hold; an example about nobody; the columns told. Equal facts give equal sheets.
 */
export function kitTemplate(profile: ContactProfile, createdAtMs: number): WorkbookSpec {
  const names = kitColumns(profile);
  const columns = names.map((name) => columnSpec(name, profile));
  const { mapping } = profile.settings;
  const template: WorkbookSpec = {
    title: `Modèle de fichier ${profile.settings.code}`,
    createdAtMs,
    sheets: [
      { name: 'FICHES', columns, rows: [], isOnePageWide: true },
      {
        name: 'EXEMPLE FICTIF',
        columns: names.map((name) => exampleColumn(name, profile)),
        rows: [names.map((name) => exampleCell(name, profile))],
        isOnePageWide: true,
      },
      {
        name: 'COLONNES',
        columns: [
          { header: 'COLONNE', width: 28, kind: 'text' },
          { header: 'OBLIGATOIRE', width: 22, kind: 'text' },
          { header: 'FORME', width: 50, kind: 'text' },
          { header: 'EXEMPLE FICTIF', width: 30, kind: 'text' },
          { header: 'SENS', width: 80, kind: 'text' },
        ],
        rows: names.map((name) => [
          theirName(mapping, name),
          NEED_TEXT[needOf(name, profile)],
          formText(columnForm(name, profile), { ...profile, mapping, column: name }),
          writtenExample(name, profile),
          COLUMN_NOTES[name],
        ]),
      },
    ],
  };
  return mappedWorkbook(template, mapping);
}
