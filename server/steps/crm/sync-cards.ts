import { isDeepStrictEqual } from 'node:util';
import { EMPTY_CARD, mergedCard } from '../../domain/people/merged-card.ts';
import type { FieldValue, PeopleField } from '../../domain/people/people-fields.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import { type OpenPeopleDeps, openNotedParticipants } from '../people/open-participants.ts';
import type { CardToWrite } from '../people/write-participants.ts';

/** Somebody whom the CRM lets in, with what it says of them; `row`: their card, when there is one. */
export interface LetIn {
  readonly id: string;
  readonly values: Readonly<Record<string, FieldValue | null>>;
  readonly row: ParticipantRow | undefined;
}

interface Cards {
  readonly charity: string;
  readonly fields: readonly PeopleField[];
  readonly letIn: readonly LetIn[];
  readonly shutOut: readonly ParticipantRow[];
}

/**
 * The cards that a pass writes: only those that it changes. What is opened, the caller has noted. A card that no longer opens
 * closes and opens all the same; what the CRM says of it else is left, and it is counted.
 */
export async function syncCards(
  vault: OpenPeopleDeps['vault'],
  { charity, fields, letIn, shutOut }: Cards,
): Promise<{ readonly cards: readonly CardToWrite[]; readonly unopened: number }> {
  const known = [...letIn.flatMap(({ row }) => row ?? []), ...shutOut];
  const opened = await openNotedParticipants(vault, known);
  const contents = new Map(known.map(({ id }, at) => [id, opened[at]]));
  const before = (row: ParticipantRow | undefined) => (row ? contents.get(row.id) : EMPTY_CARD);
  const written = letIn.flatMap(({ id, values, row }): CardToWrite[] => {
    const was = before(row);
    const content = was && mergedCard(was, { values }, fields);
    if (row?.status === 'confirmed' && isDeepStrictEqual(content, was)) return [];
    return [{ id, charity, status: 'confirmed', kind: row?.kind ?? 'volunteer', before: row, content }];
  });
  const closed = shutOut.map((row): CardToWrite => {
    return { id: row.id, charity, status: 'former', kind: row.kind, before: row, content: before(row) };
  });
  return { cards: [...written, ...closed], unopened: opened.filter((one) => !one).length };
}
