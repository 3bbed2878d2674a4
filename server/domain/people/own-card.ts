import { noteProblem } from '../../../shared/text-rules.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { isShared, layerOf } from './directory-entry.ts';
import { fieldText, readFieldValue } from './field-value.ts';
import type { FieldKind, FieldValue, ParticipantContent, PeopleField } from './people-fields.ts';
import type { Layer } from './people-rights.ts';

/** A field of a card as its own person is shown it. */
export interface OwnField {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly choices: readonly string[];
  readonly help: string;
  readonly text: string;
  /** Choices taken; empty for every other kind. */
  readonly taken: readonly string[];
  /** `2026-11-30`; empty for every kind but dates. */
  readonly date: string;
  readonly canChange: boolean;
  /** What the CRM holds, and the person may ask to have changed there. */
  readonly canAsk: boolean;
}

export interface OwnLooks {
  readonly fields: readonly PeopleField[];
  readonly layers: readonly Layer[];
  /** The CRM holds this card: what comes from there is changed there. */
  readonly isOfCrm: boolean;
}

/** May the person themselves change it? A value that the CRM brings would be written over at its next pass. */
export function canChangeOwn({ editableBy, crm }: PeopleField, isOfCrm: boolean): boolean {
  return editableBy === 'self' && !(isOfCrm && crm !== '');
}

/** Theirs to fill, but held by the CRM: the change is asked for there. */
export function canAskOwn({ editableBy, crm }: PeopleField, isOfCrm: boolean): boolean {
  return editableBy === 'self' && isOfCrm && crm !== '';
}

/** What the person reads of their own card, in the order of the fields: what they wrote themselves is always among it. */
export function ownFields(
  content: Pick<ParticipantContent, 'values'>,
  { fields, layers, isOfCrm }: OwnLooks,
  today: CivilDate,
): readonly OwnField[] {
  const shares = isShared(content, today);
  return fields
    .filter((field) => field.editableBy === 'self' || layers.includes(layerOf(field, shares)))
    .map((field) => {
      const { key, label, kind, choices, help } = field;
      const value = content.values[key];
      return {
        ...{ key, label, kind, choices, help },
        text: fieldText(value, kind),
        taken: Array.isArray(value) ? value : typeof value === 'string' && kind === 'choice' ? [value] : [],
        date: kind === 'date' && typeof value === 'string' ? value : '',
        canChange: canChangeOwn(field, isOfCrm),
        canAsk: canAskOwn(field, isOfCrm),
      };
    });
}

/** What a person typed in a field of their own, and why it is not kept; the note never repeats it. */
export interface OwnNote {
  readonly key: string;
  readonly why: string;
}

export type ReadOwn =
  | { readonly ok: true; readonly values: Readonly<Record<string, FieldValue | null>> }
  | { readonly ok: false; readonly notes: readonly OwnNote[] };

function differs(before: FieldValue | undefined, after: FieldValue | null): boolean {
  return JSON.stringify(before ?? null) !== JSON.stringify(after);
}

/**
 * A form of the person's own fields: all of it is kept, or nothing and every reason is told. What says nothing new is left
 * out; an empty text takes the value away. The same rules as the notes of calls: no health, opinion, religion, card or account.
 */
export function readOwnChange(
  { values: present }: Pick<ParticipantContent, 'values'>,
  typed: readonly { readonly field: PeopleField; readonly text: string }[],
  today: CivilDate,
): ReadOwn {
  const notes: OwnNote[] = [];
  const values: Record<string, FieldValue | null> = {};
  for (const { field, text } of typed) {
    const { key, kind } = field;
    const isEmpty = text.trim() === '';
    const read = isEmpty ? ({ ok: true, value: null } as const) : readFieldValue(field, text, today);
    const said = kind === 'text' || kind === 'long-text' ? noteProblem(text) : undefined;
    if (!read.ok) notes.push({ key, why: read.why });
    else if (said !== undefined) notes.push({ key, why: said });
    else if (differs(present[key], read.value)) values[key] = read.value;
  }
  return notes.length > 0 ? { ok: false, notes } : { ok: true, values };
}
