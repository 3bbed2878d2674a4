import { execFileSync } from 'node:child_process';
import { programPath } from './programs.ts';

/** Another library than ours, to write what we read and to read what we write. */

function python(script: string, input: Uint8Array | string): Buffer {
  const path = programPath('openpyxl');
  if (path === undefined) throw new Error('openpyxl is absent: guard the test with describeWith');
  return execFileSync(path, ['-c', script], { input, maxBuffer: 256 * 2 ** 20 });
}

/** Runs the body of a Python function on `sheet` (and `workbook`, `openpyxl`, `datetime`), and gives the .xlsx. */
export function writeWithOpenpyxl(body: string): Uint8Array {
  const script = `
import datetime, io, sys, openpyxl
from openpyxl.styles import Font, PatternFill
workbook = openpyxl.Workbook()
sheet = workbook.active
${body}
out = io.BytesIO()
workbook.save(out)
sys.stdout.buffer.write(out.getvalue())
`;
  return new Uint8Array(python(script, ''));
}

export interface PyCell {
  /** Python type name of the value: str, int, float, datetime, bool, NoneType. */
  readonly type: string;
  readonly value: string | number | boolean | null;
  /** openpyxl's data type: `f` is a formula, `s` a text, `n` a number, `d` a date. */
  readonly kind: string;
  readonly format: string;
}

export interface PySheet {
  readonly name: string;
  readonly rows: readonly (readonly PyCell[])[];
  readonly freeze: string | null;
  readonly filter: string | null;
  readonly boldHeader: boolean;
  /** What cells may hold, as the sheet says it. */
  readonly checks: readonly {
    readonly range: string;
    readonly type: string | null;
    readonly formula: string | null;
  }[];
}

/** Every cell of every sheet, as openpyxl reads them. */
export function readWithOpenpyxl(bytes: Uint8Array): readonly PySheet[] {
  const script = `
import datetime, io, json, sys, openpyxl
workbook = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
def plain(value):
    return value.isoformat() if isinstance(value, (datetime.datetime, datetime.date)) else value
def cell(one):
    return {"type": type(one.value).__name__, "value": plain(one.value), "kind": one.data_type, "format": one.number_format}
json.dump([{
    "name": sheet.title,
    "rows": [[cell(one) for one in row] for row in sheet.iter_rows()],
    "freeze": sheet.freeze_panes,
    "filter": sheet.auto_filter.ref,
    "boldHeader": all(bool(one.font.b) for one in sheet[1]),
    "checks": [{"range": str(one.sqref), "type": one.type, "formula": one.formula1} for one in sheet.data_validations.dataValidation],
} for sheet in workbook.worksheets], sys.stdout)
`;
  return JSON.parse(python(script, bytes).toString('utf8')) as PySheet[];
}

export interface PyValue {
  readonly row: number;
  readonly column: number;
  /** openpyxl's data type: `s` a text, `n` a number, `d` a date, `b` a boolean, `e` an error. */
  readonly kind: string;
  readonly value: string | number | boolean;
}

/** By sheet, the cells that hold something, numbers from 1; or why openpyxl does not open the book. */
export type PyBook =
  | { readonly sheets: Readonly<Record<string, readonly PyValue[]>> }
  | { readonly error: string };

/** The results that every book keeps, formulas included, all read by one process. */
export function valuesWithOpenpyxl(books: readonly Uint8Array[]): readonly PyBook[] {
  const script = `
import base64, datetime, io, json, sys, warnings, openpyxl
warnings.simplefilter("ignore")
def plain(value):
    return value.isoformat() if isinstance(value, (datetime.datetime, datetime.date, datetime.time)) else value if isinstance(value, (str, int, float, bool)) else str(value)
def read(book):
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(base64.b64decode(book)), data_only=True)
        return {"sheets": {sheet.title: [
            {"row": one.row, "column": one.column, "kind": one.data_type, "value": plain(one.value)}
            for row in sheet.iter_rows() for one in row if one.value is not None
        ] for sheet in workbook.worksheets}}
    except Exception as error:
        return {"error": type(error).__name__}
json.dump([read(book) for book in json.load(sys.stdin)], sys.stdout)
`;
  const input = JSON.stringify(books.map((book) => Buffer.from(book).toString('base64')));
  return JSON.parse(python(script, input).toString('utf8')) as PyBook[];
}

/** A workbook whose first sheet is filled with the rows of its second one, saved by openpyxl. */
export function refillWithOpenpyxl(bytes: Uint8Array): Uint8Array {
  const script = `
import io, sys, openpyxl
workbook = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
empty, example = workbook.worksheets[:2]
for row in example.iter_rows(min_row=2):
    for cell in row:
        if cell.value is None:
            continue
        target = empty.cell(row=cell.row, column=cell.column, value=cell.value)
        target.number_format = cell.number_format
out = io.BytesIO()
workbook.save(out)
sys.stdout.buffer.write(out.getvalue())
`;
  return new Uint8Array(python(script, bytes));
}

export interface PyImage {
  readonly sheet: string;
  readonly alt: string;
  /** Upper left cell, from 0. */
  readonly row: number;
  readonly column: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly png: boolean;
}

/** Pictures as openpyxl's own parser of drawings finds them (its images proper need a further library). */
export function imagesWithOpenpyxl(bytes: Uint8Array): readonly PyImage[] {
  const script = `
import io, json, sys, zipfile
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.workbook import WorkbookParser
from openpyxl.xml.functions import fromstring
archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
parser = WorkbookParser(archive, "xl/workbook.xml")
parser.parse()
found = []
for sheet, rel in parser.find_sheets():
    rels = get_rels_path(rel.target)
    if rels not in archive.namelist():
        continue
    for drawing in get_dependents(archive, rels).find(SpreadsheetDrawing._rel_type):
        media = get_dependents(archive, get_rels_path(drawing.target))
        tree = SpreadsheetDrawing.from_tree(fromstring(archive.read(drawing.target)))
        for anchor in tree.oneCellAnchor:
            embed = anchor.pic.blipFill.blip.embed
            image = media.get(embed) if hasattr(media, "get") else media[embed]
            found.append({
                "sheet": sheet.name,
                "alt": anchor.pic.nvPicPr.cNvPr.descr,
                "row": anchor._from.row,
                "column": anchor._from.col,
                "widthPx": anchor.ext.width / 9525,
                "heightPx": anchor.ext.height / 9525,
                "png": archive.read(image.target)[1:4] == b"PNG",
            })
json.dump(found, sys.stdout)
`;
  return JSON.parse(python(script, bytes).toString('utf8')) as PyImage[];
}
