/** The parts of a zod schema that we look at: how each kind of value says its limit. */
interface Schema {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly shape?: Readonly<Record<string, Schema>>;
      readonly catchall?: Schema;
      readonly element?: Schema;
      readonly options?: readonly Schema[];
      readonly items?: readonly Schema[];
      readonly innerType?: Schema;
      readonly in?: Schema;
      readonly out?: Schema;
      readonly keyType?: Schema;
      readonly valueType?: Schema;
      readonly format?: string;
      readonly pattern?: RegExp;
      readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
    };
  };
}

interface Check {
  readonly check: string;
  readonly pattern?: RegExp;
}

/** Formats of zod whose own pattern has one length. */
const FIXED_FORMATS = new Set(['uuid', 'guid', 'ulid', 'date', 'time']);
/** Kinds of value that are small by themselves. */
const SMALL = new Set([
  'number',
  'int',
  'boolean',
  'enum',
  'literal',
  'null',
  'undefined',
  'never',
  'transform',
  'custom',
]);

/** Does that pattern, from one end of the text to the other, accept no text longer than some length? */
export function isBounded({ source }: RegExp): boolean {
  if (!source.startsWith('^') || !source.endsWith('$')) return false;
  // What stands in a class, or is escaped, repeats nothing.
  const bare = source.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  return !/[*+]|\{\d+,\}/.test(bare);
}

function isLimited({ _zod: { def } }: Schema, limits: readonly string[]): boolean {
  if (def.format !== undefined && FIXED_FORMATS.has(def.format)) return true;
  if (def.pattern && isBounded(def.pattern)) return true;
  return (def.checks ?? []).some(({ _zod: { def: check } }) => {
    if (limits.includes(check.check)) return true;
    return check.pattern !== undefined && isBounded(check.pattern);
  });
}

/** Paths of texts, lists and tables without a limit, and of objects that take fields of any name. */
export function unboundedParts(input: unknown, path: string): readonly string[] {
  const schema = input as Schema;
  const { def } = schema._zod;
  const within = (part: Schema | undefined, name: string) => (part ? unboundedParts(part, name) : []);
  switch (def.type) {
    case 'object': {
      const open = def.catchall?._zod.def.type === 'never' ? [] : [`${path}: takes other fields`];
      return [
        ...open,
        ...Object.entries(def.shape ?? {}).flatMap(([name, part]) => within(part, `${path}.${name}`)),
      ];
    }
    case 'string':
      return isLimited(schema, ['max_length', 'length_equals']) ? [] : [`${path}: text`];
    case 'array':
      return [
        ...(isLimited(schema, ['max_length', 'length_equals']) ? [] : [`${path}: list`]),
        ...within(def.element, `${path}[]`),
      ];
    case 'record':
      // Names of an enumeration are few; zod has no limit for others but a rule of one's own.
      return [
        ...(def.keyType?._zod.def.type === 'enum' || isLimited(schema, ['custom']) ? [] : [`${path}: table`]),
        ...within(def.keyType, `${path} names`),
        ...within(def.valueType, `${path}{}`),
      ];
    case 'union':
      return (def.options ?? []).flatMap((part) => unboundedParts(part, path));
    case 'tuple':
      return (def.items ?? []).flatMap((part) => unboundedParts(part, path));
    case 'pipe':
      return within(def.in, path);
    default:
      if (def.innerType) return within(def.innerType, path);
      return SMALL.has(def.type) ? [] : [`${path}: ${def.type}`];
  }
}
