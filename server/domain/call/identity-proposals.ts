import { type Corrections, IDENTITY_FIELDS, type IdentityField } from '../../../shared/call-outcome.ts';
import { readIdentity } from '../../../shared/identity.ts';
import type { CallContent, Donor, RecordContent } from '../donor.ts';

/**
 * What an agent heard of a donor's identity: another name, a birth date. It is never applied to the donor: a wrong
 * name on a mandate is the charity's to judge, papers in hand. It leaves with the return file as a proposal.
 */
export interface HeardIdentity {
  /** Known and proposed values; what only confirms what is known is no proposal. */
  readonly proposals: CallContent['changes'];
  /** French, one per refused field. */
  readonly problems: readonly string[];
}

const FIELD_NAME: Readonly<Record<IdentityField, string>> = {
  NOM: 'Nom',
  PRENOM: 'Prénom',
  DATE_NAISSANCE: 'Date de naissance',
};

export function heardIdentity(donor: Donor, corrections: Corrections, nowMs: number): HeardIdentity {
  const proposals: CallContent['changes'][number][] = [];
  const problems: string[] = [];
  for (const field of IDENTITY_FIELDS) {
    const typed = corrections[field];
    const before = knownIdentity(donor, field);
    // As the file says it, however odd: nothing is proposed.
    if (typed === undefined || typed.trim() === before) continue;
    const read = readIdentity(field, typed, nowMs);
    if ('problem' in read) problems.push(`${FIELD_NAME[field]} : ${read.problem}.`);
    else if (read.text !== before) proposals.push({ field, before, after: read.text });
  }
  return { proposals, problems };
}

export function knownIdentity(donor: Donor, field: IdentityField): string {
  switch (field) {
    case 'NOM':
      return donor.lastName;
    case 'PRENOM':
      return donor.firstName;
    case 'DATE_NAISSANCE':
      return donor.birthDate ?? '';
  }
}

/** The record's proposals after the call: the last word on each field stands. */
export function proposedAfter(
  proposed: RecordContent['proposed'],
  { proposals }: HeardIdentity,
): RecordContent['proposed'] {
  return { ...proposed, ...Object.fromEntries(proposals.map(({ field, after }) => [field, after])) };
}
