import { agreeing, inNumber } from '../../../shared/french-plural.ts';

/** Whether a base came through its migration whole. Pure: numbers in, French sentences out. */

export interface UpgradeFacts {
  /** Rows by table, before and after. */
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
  readonly chain:
    | { readonly ok: true; readonly count: number }
    | { readonly ok: false; readonly brokenAtSeq: number };
}

/** Tables that nothing but a purge or a person's right may make shorter: a migration never does. */
const NEVER_SHORTER: readonly (readonly [table: string, what: string])[] = [
  ['account', 'accès'],
  ['campaign', 'campagne(s)'],
  ['record', 'fiche(s)'],
  ['call', 'appel(s)'],
  ['email', 'e-mail(s)'],
  ['delivery', 'remise(s)'],
  ['delivered_line', 'ligne(s) remise(s)'],
  ['suppression', 'opposition(s)'],
  ['audit', 'entrée(s) du journal'],
];

/** What was lost, one French sentence each; none when the base may be served. */
export function upgradeFaults({ before, after, chain }: UpgradeFacts): readonly string[] {
  const lost = NEVER_SHORTER.flatMap(([table, what]) => {
    const [had, has] = [before.get(table) ?? 0, after.get(table) ?? 0];
    return has < had ? [`${agreeing(2, what)} : ${had} avant, ${has} après`] : [];
  });
  return chain.ok ? lost : [...lost, `journal : chaîne rompue à l’entrée ${chain.brokenAtSeq}`];
}

/** What a house counts to see that all is there. */
export function upgradeCounts(rows: ReadonlyMap<string, number>): readonly string[] {
  return NEVER_SHORTER.map(([table, what]) => inNumber(rows.get(table) ?? 0, what));
}
