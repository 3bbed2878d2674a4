/**
 * Where a record's sealed content belongs: its line of its contact file, known before the row has an id and never
 * changed after. Everyone who seals or opens a record asks here.
 */
export function recordPlace(row: {
  readonly campaign: string;
  readonly contactFileId: number;
  readonly rowNumber: number;
  readonly version: number;
}): {
  readonly campaign: string;
  readonly kind: 'record';
  readonly id: string;
  readonly version: number;
} {
  const { campaign, contactFileId, rowNumber, version } = row;
  return { campaign, kind: 'record', id: `${contactFileId}:${rowNumber}`, version };
}
