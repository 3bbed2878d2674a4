import * as z from 'zod';

/** How the charity’s programs write a day in a cell of text; absent: true dates of Excel. @internal for tests */
export const DATE_FORMATS = [
  'JJ/MM/AAAA',
  'JJ-MM-AAAA',
  'JJ.MM.AAAA',
  'MM/JJ/AAAA',
  'AAAA/MM/JJ',
  'AAAA-MM-JJ',
  'AAAAMMJJ',
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const theirName = z.string().trim().min(1).max(60);
const theirValue = z.string().trim().min(1).max(40);

/**
 * `mapping.yaml`: the names, values and formats that the charity uses, against ours. Our names are the keys; which of
 * them exist is checked with the campaign (`mapping-check.ts`), since a room below knows no columns.
 */
export const mappingSchema = z.strictObject({
  /** Of the contact file: our column → theirs. Those left out bear our name. */
  columns: z.record(z.string(), theirName),
  /** Of what only comes back: our column → theirs. */
  returned: z.record(z.string(), theirName).default({}),
  /** By column: our value → what stands in their file. The first is what they are given back. */
  values: z
    .record(z.string(), z.record(z.string(), z.union([theirValue, z.array(theirValue).min(1).max(20)])))
    .default({}),
  /** Columns that their file lacks, with the value that holds for every row. */
  fixed: z.record(z.string(), theirValue).default({}),
  formats: z
    .strictObject({
      dates: z.enum(DATE_FORMATS).optional(),
      /** `cents`: whole hundredths, as many programs keep money. Absent: units. */
      amounts: z.enum(['units', 'cents']).optional(),
      /** The decimal mark of amounts written as text; absent: only what reads one way is taken. */
      decimal: z.enum([',', '.']).optional(),
    })
    .prefault({}),
});

export type ColumnMapping = z.output<typeof mappingSchema>;
