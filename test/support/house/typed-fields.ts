import type * as z from 'zod';

/** Names under which an input takes a person's own words. */
const NAMES = new Set(['reason', 'note', 'text', 'decision', 'comment', 'forceReason']);

export interface TypedField {
  readonly path: string;
  readonly field: string;
  readonly schema: z.ZodType;
}

/** The parts of a zod schema that lead to others. */
interface Schema {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly shape?: Readonly<Record<string, Schema>>;
      readonly element?: Schema;
      readonly options?: readonly Schema[];
      readonly innerType?: Schema;
      readonly valueType?: Schema;
      readonly in?: Schema;
    };
  };
}

type Procedures = Readonly<Record<string, object>>;

/** Every text of every input that bears one of the names, however deep. */
export function typedFields(procedures: object): readonly TypedField[] {
  return Object.entries(procedures as Procedures).flatMap(([path, procedure]) => {
    const { inputs = [] } = (procedure as { readonly _def: { readonly inputs?: readonly unknown[] } })._def;
    const found = inputs.flatMap((input) => textsOf(input as Schema));
    return found.map(({ field, schema }) => ({ path, field, schema: schema as unknown as z.ZodType }));
  });
}

function textsOf(schema: Schema, field = ''): readonly { readonly field: string; readonly schema: Schema }[] {
  const { type, shape, element, options, innerType, valueType, in: before } = schema._zod.def;
  if (type === 'string') return NAMES.has(field) ? [{ field, schema }] : [];
  const named = Object.entries(shape ?? {}).flatMap(([name, part]) => textsOf(part, name));
  const parts = [element, ...(options ?? []), innerType, valueType, before];
  return [...named, ...parts.flatMap((part) => (part ? textsOf(part, field) : []))];
}
