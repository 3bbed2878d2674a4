import * as z from 'zod';

/**
 * The schema of an object whose type stands elsewhere. A key forgotten, even an optional one, does not compile, nor does one too
 * many: what is written through the type can be read back.
 */
export function shapeOf<T extends object>(
  keys: { readonly [K in keyof T]-?: z.ZodType<T[K]> },
): z.ZodType<T> {
  return z.strictObject(keys) as unknown as z.ZodType<T>;
}
