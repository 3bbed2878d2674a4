import { createHash } from 'node:crypto';
import { type RawXlsx, rawXlsx } from '../machine/raw-xlsx.ts';
import { contactSheetRows, type RowChange } from './contact-rows.ts';

/** What becomes of a row: its outcome and the codes of its remarks, in order. */
export interface ExpectedRow {
  readonly outcome: 'accepted' | 'rejected' | 'EF_DOUBLON' | 'EF_SANSTEL' | 'EF_DNC' | 'EF_EXCLU';
  readonly codes: readonly string[];
}

/** A contact file as the world sends it, and what the import must say of it: a refusal, or a verdict per row. */
export interface HostileWorkbook {
  readonly name: string;
  /** Why that verdict is the right one, in a line. */
  readonly why: string;
  /** What its campaign is; a French upgrade without. */
  readonly campaign?: { readonly kind: 'upgrade' | 'reactivation'; readonly country: 'FR' | 'BE' | 'CH' };
  readonly bytes: () => Buffer;
  readonly expected: { readonly refused: string } | { readonly rows: readonly ExpectedRow[] };
}

export const accepted = (...codes: string[]): ExpectedRow => ({ outcome: 'accepted', codes });
export const rejected = (...codes: string[]): ExpectedRow => ({ outcome: 'rejected', codes });
export const excluded = (...codes: string[]): ExpectedRow => ({ outcome: 'EF_EXCLU', codes });

type Told = readonly [name: string, why: string];

/** One row per change, and the verdict on each; identifiers that no other workbook bears. */
export function rowsCase(
  [name, why]: Told,
  cases: readonly (readonly [RowChange, ExpectedRow])[],
  more: Partial<RawXlsx> &
    Pick<HostileWorkbook, 'campaign'> & { readonly headers?: (name: string) => string } = {},
): HostileWorkbook {
  const key = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const { campaign, headers = (name: string) => name, ...parts } = more;
  // A number of its own: what rows share is told.
  const own = (at: number) => ({ ID_DONATEUR: `H${key}-${at}`, TEL_FIXE: `01 99 00 12 ${10 + at}` });
  const numbered = cases.map(([change], at) => ({ ...own(at), ...change }));
  return {
    name,
    why,
    ...(campaign && { campaign }),
    bytes: () => {
      const [header = [], ...rows] = contactSheetRows(numbered);
      return rawXlsx({ rows: [header.map((name) => headers(String(name))), ...rows], ...parts });
    },
    expected: { rows: cases.map(([, row]) => row) },
  };
}

export function refusedCase([name, why]: Told, refused: string, bytes: () => Buffer): HostileWorkbook {
  return { name, why, bytes, expected: { refused } };
}
