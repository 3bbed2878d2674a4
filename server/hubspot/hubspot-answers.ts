import * as z from 'zod';

/** What is read of HubSpot’s answers: strict in what is used, deaf to the rest. */
const contact = z.object({
  id: z.string().regex(/^\d{1,20}$/),
  properties: z.record(z.string(), z.string().nullable()),
  updatedAt: z.iso.datetime(),
  archived: z.boolean().default(false),
});

export const foundPage = z.object({ total: z.int().min(0), results: z.array(contact).max(200) });

export const declaredProperties = z.object({
  results: z.array(
    z.object({
      name: z.string().max(200),
      options: z.array(z.object({ value: z.string() })).default([]),
    }),
  ),
});

/** That the form was taken: what it thanks with is the website’s. */
export const takenForm = z.object({});

export type FoundContact = z.output<typeof contact>;
