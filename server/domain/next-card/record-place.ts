/** Whose content a sealed packet is: the vault refuses to open it anywhere else. */
interface SealedPlace<Kind extends 'record' | 'call'> {
  readonly campaign: string;
  readonly kind: Kind;
  readonly id: string;
  readonly version: number;
}

/**
 * Where a record's sealed content belongs: its line of its contact file, known before the row has an id and never
 * changed after. Everyone who seals or opens a record asks here.
 */
export function recordPlace(row: {
  readonly campaign: string;
  readonly contactFileId: number;
  readonly rowNumber: number;
  readonly version: number;
}): SealedPlace<'record'> {
  const { campaign, contactFileId, rowNumber, version } = row;
  return { campaign, kind: 'record', id: `${contactFileId}:${rowNumber}`, version };
}

/** Where a signature's sealed reference belongs: beside the call that waited for it, and never mistaken for it. */
export function signaturePlace(row: {
  readonly campaign: string;
  readonly callId: string;
  readonly sealVersion: number;
}): SealedPlace<'call'> {
  const { campaign, callId, sealVersion: version } = row;
  return { campaign, kind: 'call', id: `signature:${callId}`, version };
}

/** Where what a person's request keeps sealed belongs: never mistaken for a call. */
export function requestPlace({
  id,
  campaign,
  version,
}: {
  readonly id: string;
  readonly campaign: string;
  readonly version: number;
}): SealedPlace<'call'> {
  return { campaign, kind: 'call', id: `person:${id}`, version };
}

/** Where what people wrote of a call or an incident belongs: never mistaken for a call. */
export function writtenPlace({
  kind,
  id,
  campaign,
  version,
}: {
  readonly kind: 'listening' | 'incident';
  readonly id: string;
  readonly campaign: string;
  readonly version: number;
}): SealedPlace<'call'> {
  return { campaign, kind: 'call', id: `${kind}:${id}`, version };
}
