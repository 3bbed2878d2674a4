import { foldedText } from '../../../shared/folded-text.ts';
import {
  KIND_WORDS,
  PARTICIPANT_KINDS,
  PARTICIPANT_STATUSES,
  type ParticipantKind,
  type ParticipantStatus,
  STATUS_WORDS,
} from '../../../shared/people/people-words.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { RawCell, RawRow, SheetFacts } from '../contact-file/raw-sheet.ts';
import { readBelongings, type WrittenBelonging } from '../groups/belonging-text.ts';
import type { PeopleGroup } from '../groups/group.ts';
import { readFieldValue } from './field-value.ts';
import type { FieldValue, PeopleField } from './people-fields.ts';
import { OWN_COLUMNS } from './people-fields-check.ts';
import { readTags } from './tags.ts';

/** One fault of a workbook, for whoever fills it: where, and what to do. Never the value. */
export interface RowFault {
  /** As Excel shows it. */
  readonly row: number;
  /** Header of the column; empty: the row itself. */
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

/** A row that can be read. Absent: the cell is empty, and an update leaves what is there; null: « - », which takes it away. */
export interface ParticipantDraft {
  readonly row: number;
  readonly status: ParticipantStatus;
  readonly kind: ParticipantKind;
  readonly values: Readonly<Record<string, FieldValue | null>>;
  readonly belongings?: readonly WrittenBelonging[] | null;
  readonly tags?: readonly string[] | null;
}

export interface SheetContext {
  readonly fields: readonly PeopleField[];
  readonly groups: readonly PeopleGroup[];
  readonly today: CivilDate;
}

type Column = PeopleField | (typeof OWN_COLUMNS)[number];

const nameOf = (column: Column) => (typeof column === 'string' ? column : column.label);

/** The columns of the workbook, and what is wrong with its header (row of the header). */
export function sheetColumns(
  { header, headerRow, hiddenColumns }: SheetFacts,
  fields: readonly PeopleField[],
): { readonly columns: readonly (Column | undefined)[]; readonly faults: readonly RowFault[] } {
  const known = new Map<string, Column>(
    [...OWN_COLUMNS, ...fields].map((one) => [foldedText(nameOf(one)), one]),
  );
  const titles = header.map((one) => foldedText(one.trim()));
  const fault = (column: string, code: string, message: string): RowFault => ({
    row: headerRow,
    column,
    code,
    message,
  });
  const faults = header.flatMap((title, at) => {
    const folded = titles[at] ?? '';
    if (folded === '') return [];
    if (!known.has(folded))
      return [fault(title, 'column-unknown', 'Aucun champ de personnes.yaml ne porte ce libellé.')];
    return titles.indexOf(folded) < at
      ? [fault(title, 'column-twice', 'Cette colonne est écrite deux fois.')]
      : [];
  });
  const absent = [
    'STATUT',
    'TYPE',
    ...fields.filter(({ key }) => key === 'nom').map(({ label }) => label),
  ].filter((one) => !titles.includes(foldedText(one)));
  return {
    columns: titles.map((one) => known.get(one)),
    faults: [
      ...faults,
      ...absent.map((one) => fault(one, 'column-missing', 'Il manque cette colonne.')),
      ...hiddenColumns.map((one) =>
        fault(one, 'column-hidden', 'Cette colonne est masquée : montrez-la ou ôtez-la.'),
      ),
    ],
  };
}

type CellText = { readonly text: string } | { readonly code: string; readonly why: string };

function cellText(cell: RawCell): CellText {
  switch (cell.kind) {
    case 'empty':
      return { text: '' };
    case 'text':
      return { text: cell.text.trim() };
    case 'number':
      return { text: String(cell.value) };
    case 'date':
      return { text: cell.date };
    case 'boolean':
      return { text: cell.value ? 'oui' : 'non' };
    case 'formula':
      return { code: 'formula', why: 'une formule : collez sa valeur' };
    case 'error':
      return { code: 'cell-error', why: 'la cellule contient une erreur d’Excel' };
    case 'malformed':
      return {
        code: 'cell-malformed',
        why: 'la cellule est mal écrite : enregistrez le classeur depuis Excel',
      };
  }
}

/** The mark that takes a value away. */
const NOTHING = '-';

interface Reading {
  status?: ParticipantStatus;
  kind?: ParticipantKind;
  readonly values: Record<string, FieldValue | null>;
  belongings?: readonly WrittenBelonging[] | null;
  tags?: readonly string[] | null;
}

interface Refusal {
  readonly code: string;
  readonly why: string;
}

function codeOf<T extends string>(
  words: Readonly<Record<T, string>>,
  codes: readonly T[],
  text: string,
): T | undefined {
  const folded = foldedText(text).replace(/e$/, '');
  return codes.find((one) => foldedText(words[one]).replace(/e$/, '') === folded);
}

type Own = (typeof OWN_COLUMNS)[number];

/** The columns that are no fields: each reads its cell into the row, or says why not. `null`: the mark that takes away. */
const OWN_READERS: Readonly<
  Record<Own, (text: string | null, into: Reading, groups: readonly PeopleGroup[]) => Refusal | undefined>
> = {
  STATUT: (text, into) => {
    const status = codeOf(STATUS_WORDS, PARTICIPANT_STATUSES, text ?? '');
    if (!status) return { code: 'status-unknown', why: `écrivez ${Object.values(STATUS_WORDS).join(', ')}` };
    into.status = status;
    return undefined;
  },
  TYPE: (text, into) => {
    const kind = codeOf(KIND_WORDS, PARTICIPANT_KINDS, text ?? '');
    if (!kind) return { code: 'kind-unknown', why: `écrivez ${Object.values(KIND_WORDS).join(' ou ')}` };
    into.kind = kind;
    return undefined;
  },
  GROUPES: (text, into, groups) => {
    const read = text === null ? ({ ok: true, belongings: null } as const) : readBelongings(text, groups);
    if (!read.ok) return read;
    into.belongings = read.belongings;
    return undefined;
  },
  TAGS: (text, into) => {
    const read = text === null ? ({ ok: true, tags: null } as const) : readTags(text);
    if (!read.ok) return { code: 'tag-wrong', why: read.why };
    into.tags = read.tags;
    return undefined;
  },
};

function readInto(
  column: Column,
  text: string,
  { into, groups, today }: Pick<SheetContext, 'groups' | 'today'> & { readonly into: Reading },
): Refusal | undefined {
  const said = text === NOTHING ? null : text;
  if (typeof column === 'string') return OWN_READERS[column](said, into, groups);
  if (said === null) {
    into.values[column.key] = null;
    return undefined;
  }
  const read = readFieldValue(column, said, today);
  if (!read.ok) return read;
  into.values[column.key] = read.value;
  return undefined;
}

interface ReadRow {
  readonly draft?: ParticipantDraft;
  readonly faults: readonly RowFault[];
}

/** One row: a draft, or its faults. An empty row is neither. */
export function readPeopleRow(
  { number: row, cells, isHidden }: RawRow,
  columns: readonly (Column | undefined)[],
  { fields, groups, today }: SheetContext,
): ReadRow {
  const into: Reading = { values: {} };
  const faults: RowFault[] = [];
  const fault = (column: string, code: string, message: string) =>
    faults.push({ row, column, code, message });
  let isEmpty = true;
  for (const [at, column] of columns.entries()) {
    const cell = cellText(cells[at] ?? { kind: 'empty' });
    if (column === undefined || ('text' in cell && cell.text === '')) continue;
    isEmpty = false;
    const refusal = 'text' in cell ? readInto(column, cell.text, { into, groups, today }) : cell;
    if (refusal) fault(nameOf(column), refusal.code, `${capital(refusal.why)}.`);
  }
  if (isEmpty) return { faults };
  if (isHidden) fault('', 'row-hidden', 'Cette ligne est masquée : montrez-la ou ôtez-la.');
  const name = fields.find(({ key }) => key === 'nom')?.label ?? '';
  const isTold = (column: string) => faults.some((one) => one.column === column);
  if (typeof into.values.nom !== 'string' && !isTold(name)) fault(name, 'name-missing', 'Il manque le nom.');
  if (into.status === undefined && !isTold('STATUT'))
    fault('STATUT', 'status-missing', 'Il manque le statut.');
  if (into.kind === undefined && !isTold('TYPE')) fault('TYPE', 'kind-missing', 'Il manque le type.');
  const { status, kind, ...rest } = into;
  if (status === undefined || kind === undefined || faults.length > 0) return { faults };
  return { draft: { row, status, kind, ...rest }, faults };
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

/** Rows that say they are the same person: the second and those after are at fault. */
export function twiceInSheet(
  drafts: readonly ParticipantDraft[],
  fields: readonly PeopleField[],
): readonly RowFault[] {
  return (['email', 'crm'] as const).flatMap((key) => {
    const first = new Map<FieldValue, number>();
    return drafts.flatMap(({ row, values }): RowFault[] => {
      const value = values[key];
      if (value === undefined || value === null) return [];
      const before = first.get(value);
      if (before === undefined) {
        first.set(value, row);
        return [];
      }
      const column = fields.find((one) => one.key === key)?.label ?? key;
      return [{ row, column, code: `${key}-twice`, message: `La ligne ${before} a la même valeur.` }];
    });
  });
}
