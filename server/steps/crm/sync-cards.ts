import { isDeepStrictEqual } from 'node:util';
import { EMPTY_CARD, mergedCard } from '../../domain/people/merged-card.ts';
import type { FieldValue, ParticipantContent, PeopleField } from '../../domain/people/people-fields.ts';
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

/** The cards that a pass writes: only those that it changes. What is opened, the caller has noted. */
export async function syncCards(
  vault: OpenPeopleDeps['vault'],
  { charity, fields, letIn, shutOut }: Cards,
): Promise<readonly CardToWrite[]> {
  const known = [...letIn.flatMap(({ row }) => row ?? []), ...shutOut];
  const opened = await openNotedParticipants(vault, known);
  const contents = new Map(known.map(({ id }, at) => [id, opened[at] ?? EMPTY_CARD]));
  const before = (id: string): ParticipantContent => contents.get(id) ?? EMPTY_CARD;
  const written = letIn.flatMap(({ id, values, row }): CardToWrite[] => {
    const content = mergedCard(before(id), { values }, fields);
    if (row?.status === 'confirmed' && isDeepStrictEqual(content, before(id))) return [];
    return [{ id, charity, status: 'confirmed', kind: row?.kind ?? 'volunteer', before: row, content }];
  });
  const closed = shutOut.map((row): CardToWrite => {
    return { id: row.id, charity, status: 'former', kind: row.kind, before: row, content: before(row.id) };
  });
  return [...written, ...closed];
}
