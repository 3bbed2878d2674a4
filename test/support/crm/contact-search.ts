import * as z from 'zod';
import { type BookContact, propertyOf } from './contact-book.ts';

const filter = z.object({
  propertyName: z.string(),
  operator: z.enum(['EQ', 'IN', 'GT', 'GTE', 'LT', 'LTE', 'HAS_PROPERTY']),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});

/** Of HubSpot’s published limits: 200 a page, six groups, 10,000 results of one question. */
export const searchBody = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filter).max(6) })).max(6),
  sorts: z
    .array(z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']) }))
    .max(1)
    .optional(),
  properties: z.array(z.string()).optional(),
  limit: z.int().min(1).max(200).default(10),
  after: z.coerce.number().int().min(0).default(0),
});
export type SearchBody = z.output<typeof searchBody>;
export const WALL = 10_000;

/** Numbers and dates are compared as such, dates by their milliseconds too. */
function comparable(name: string, text: string | null): number | string {
  if (text === null) return '';
  if (name === 'hs_object_id') return Number(text);
  if (name.endsWith('date')) return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return text;
}

function holds(
  contact: BookContact,
  { propertyName, operator, value, values }: z.output<typeof filter>,
): boolean {
  const own = propertyOf(contact, propertyName);
  if (operator === 'HAS_PROPERTY') return own !== null;
  if (own === null) return false;
  if (operator === 'IN') return (values ?? []).includes(own);
  const [left, right] = [comparable(propertyName, own), comparable(propertyName, value ?? '')];
  switch (operator) {
    case 'EQ':
      return left === right;
    case 'GT':
      return left > right;
    case 'GTE':
      return left >= right;
    case 'LT':
      return left < right;
    case 'LTE':
      return left <= right;
  }
}

/** Properties that a question names in its conditions or its order. */
export function namedIn({ filterGroups, sorts = [] }: SearchBody): readonly string[] {
  const conditions = filterGroups.flatMap(({ filters }) => filters.map(({ propertyName }) => propertyName));
  return [...conditions, ...sorts.map(({ propertyName }) => propertyName)];
}

/** All that match, in the order asked. */
export function searched(contacts: readonly BookContact[], { filterGroups, sorts = [] }: SearchBody) {
  const found = contacts.filter(
    (one) =>
      filterGroups.length === 0 ||
      filterGroups.some(({ filters }) => filters.every((each) => holds(one, each))),
  );
  const [sort] = sorts;
  if (!sort) return found;
  const sign = sort.direction === 'ASCENDING' ? 1 : -1;
  const rank = (one: BookContact) => comparable(sort.propertyName, propertyOf(one, sort.propertyName));
  return found.toSorted((a, b) => (rank(a) < rank(b) ? -sign : rank(a) > rank(b) ? sign : 0));
}
