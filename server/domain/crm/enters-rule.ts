import type { SourceContact, SourceProperty } from './source-contact.ts';

/** Which value of which property says that somebody may enter. */
export interface EntersRule {
  readonly property: string;
  readonly values: readonly string[];
}

const RULE = /^([a-z][a-z0-9_]{0,99})=(.{1,200})$/;

/** « plateau_acces=oui,referent »; undefined for a text that is no such rule. */
export function readEntersRule(text: string): EntersRule | undefined {
  const [, property, list] = RULE.exec(text.trim()) ?? [];
  const values = (list ?? '').split(',').map((one) => one.trim());
  if (property === undefined || values.some((one) => one === '')) return undefined;
  return { property, values };
}

export function mayEnter({ values }: Pick<SourceContact, 'values'>, rule: EntersRule): boolean {
  return rule.values.includes(values[rule.property] ?? '');
}

/** What of the rule and the wanted properties the source no longer has: drift, never « nobody ». */
export function driftOf(
  declared: readonly SourceProperty[],
  rule: EntersRule,
  wanted: readonly string[],
): { readonly missing: readonly string[]; readonly unknownValues: readonly string[] } {
  const known = new Map(declared.map((one) => [one.name, one]));
  const missing = [...new Set([rule.property, ...wanted])].filter((name) => !known.has(name));
  const options = known.get(rule.property)?.options ?? [];
  const unknownValues = options.length === 0 ? [] : rule.values.filter((one) => !options.includes(one));
  return { missing, unknownValues };
}
