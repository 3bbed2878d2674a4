import { driftOf, type EntersRule, mayEnter } from '../../domain/crm/enters-rule.ts';
import type { PeopleSource } from '../../ports/people/people-source.ts';

/** What the CRM answers today, as counts: nobody is named, nothing is written. */
export interface CrmExamined {
  /** Properties that were asked for and that it does not have, the one that says who enters included. */
  readonly missing: readonly string[];
  /** Values of the rule that it no longer admits. */
  readonly unknownValues: readonly string[];
  /** Whether the rule itself can be believed; when not, nothing more was asked. */
  readonly isSound: boolean;
  readonly entering: number;
  /** Changed since the instant asked, and of them, who may enter. */
  readonly changed: number;
  readonly changedEntering: number;
  readonly requests: number;
}

interface Asked {
  readonly rule: EntersRule;
  readonly properties: readonly string[];
  readonly sinceMs: number;
}

/** Asks the CRM all that a pass asks, and keeps nothing. AppErrors of `PeopleSource`. */
export async function examineCrm(
  source: PeopleSource,
  { rule, properties, sinceMs }: Asked,
): Promise<CrmExamined> {
  const { missing, unknownValues } = driftOf(await source.properties(), rule, properties);
  const isSound = unknownValues.length === 0 && !missing.includes(rule.property);
  if (!isSound)
    return {
      ...{ missing, unknownValues, isSound, entering: 0, changed: 0, changedEntering: 0 },
      requests: source.requests(),
    };
  const there = [rule.property, ...properties.filter((name) => !missing.includes(name))];
  const entering = await source.whoMayEnter(there);
  const changed = await source.changedSince(sinceMs, there);
  return {
    ...{ missing, unknownValues, isSound, entering: entering.length, changed: changed.length },
    changedEntering: changed.filter((one) => mayEnter(one, rule)).length,
    requests: source.requests(),
  };
}
