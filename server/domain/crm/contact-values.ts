import type { CivilDate } from '../../../shared/time.ts';
import { readFieldValue } from '../people/field-value.ts';
import type { FieldValue, PeopleField } from '../people/people-fields.ts';
import type { SourceContact } from './source-contact.ts';

/** Properties that the fields of a base are filled from. */
export function propertiesOf(fields: readonly PeopleField[]): readonly string[] {
  return fields.flatMap(({ crm }) => (crm === '' ? [] : [crm]));
}

/** A value as the CRM keeps it, and as `contactValues` reads it again; '' for none. */
export function sourceText(value: FieldValue | null): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  return typeof value === 'object' ? value.join(';') : String(value);
}

/**
 * What a contact gives to the card, field by field: `null` where the CRM says nothing. A value that the field does not admit is
 * left as it was, and counted.
 */
export function contactValues(
  { crmId, values }: SourceContact,
  fields: readonly PeopleField[],
  today: CivilDate,
): { readonly values: Readonly<Record<string, FieldValue | null>>; readonly unread: number } {
  const read: Record<string, FieldValue | null> = {};
  let unread = 0;
  for (const field of fields) {
    if (field.crm === '') continue;
    const text = (values[field.crm] ?? '').trim();
    const one = text === '' ? undefined : readFieldValue(field, text, today);
    if (one === undefined) read[field.key] = null;
    else if (one.ok) read[field.key] = one.value;
    else unread += 1;
  }
  return { values: { ...read, crm: crmId }, unread };
}
