import type { ParticipantContent } from './people-fields.ts';

const OF_PEOPLE = 'personnes-';

/**
 * The key place of a charity's people: keys of their own, so that they outlive campaigns, and their blind indexes are never
 * those of donors. No campaign's code is in lower case.
 */
export function peoplePlace(charity: string): string {
  return `${OF_PEOPLE}${charity}`;
}

/** Whose people's key place that is; undefined for that of a campaign. */
export function charityOfPeople(place: string): string | undefined {
  return place.startsWith(OF_PEOPLE) ? place.slice(OF_PEOPLE.length) : undefined;
}

/** Where a participant's card is sealed. */
export function participantPlace(row: {
  readonly charity: string;
  readonly id: string;
  readonly sealVersion: number;
}) {
  return {
    campaign: peoplePlace(row.charity),
    kind: 'participant' as const,
    id: row.id,
    version: row.sealVersion,
  };
}

/** What of a card is found again by its exact value: e-mail, telephone, number in the CRM. */
export function valuesToBlind({ values }: Pick<ParticipantContent, 'values'>) {
  const keys = { email: 'email', phone: 'telephone', crm: 'crm' } as const;
  return (Object.keys(keys) as (keyof typeof keys)[]).flatMap((purpose) => {
    const value = values[keys[purpose]];
    return typeof value === 'string' && value !== '' ? [{ purpose, value }] : [];
  });
}
