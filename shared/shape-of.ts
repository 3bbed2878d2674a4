import * as z from 'zod';

/**
 * The schema of an object whose type stands elsewhere. A key forgotten, even an optional one, does not compile, nor does one too
 * many: what is written through the type can be read back. Keys that the type does not know are refused.
 */
export function shapeOf<T extends object>(keys: Shape<T>): z.ZodType<T> {
  return z.strictObject(keys) as unknown as z.ZodType<T>;
}

/** The same; keys that a later version may have added are left out. */
export function openShapeOf<T extends object>(keys: Shape<T>): z.ZodType<T> {
  return z.object(keys) as unknown as z.ZodType<T>;
}

type Shape<T> = { readonly [K in keyof T]-?: z.ZodType<T[K]> };

/**
 * The value of a JSON text; undefined when it is none, or not of that shape. What is wrong is left out: the engine's words would
 * quote the text.
 */
export function parsedAs<T>(text: string, shape: z.ZodType<T>): T | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return shape.safeParse(value).data;
}
