import type { ProfileClasses } from '../../../shared/profile-classes.ts';
import {
  type ClassCount,
  classesWords,
  currentClasses,
  type Profiled,
  smallestClass,
} from './profile-settings.ts';

/** Weights are whole, 0 to 9. */
export const MAX_WEIGHT = 9;

/** What is chosen among: a theme of the campaign, and the classes that it is for, by profile; absent: for everybody. */
export interface OfferedTheme {
  readonly code: string;
  readonly for?: Readonly<Record<string, readonly string[]>> | undefined;
}

interface WeighedTheme extends OfferedTheme {
  readonly weight: number;
}

export interface ThemeShare {
  readonly code: string;
  readonly weight: number;
  /** The classes that it is for, in French; absent: for everybody. */
  readonly forWhom?: string;
  /** Of the cards to come, from 0 to 1; null where it would single out too few donors. */
  readonly share: number | null;
}

/** The themes that anybody may hear. The first is the one in use. */
export function themesForAll<T extends OfferedTheme>(themes: readonly T[]): readonly T[] {
  return themes.filter((one) => one.for === undefined);
}

/** Weight of each theme: those given, else 1 for one that is for some classes and for the first that is for all, 0 for others. */
function weighed<T extends OfferedTheme>(
  themes: readonly T[],
  weights: ReadonlyMap<string, number>,
): readonly (T & WeighedTheme)[] {
  const [usual] = themesForAll(themes);
  return themes.map((one) => ({
    ...one,
    weight: weights.get(one.code) ?? (one.for || one === usual ? 1 : 0),
  }));
}

function isFor({ for: classes = {} }: OfferedTheme, donor: ProfileClasses): boolean {
  return Object.entries(classes).every(([profile, codes]) => codes.includes(donor[profile] ?? ''));
}

/** What a donor may hear: the themes for their classes while any has weight, else those for everybody. */
function themesOf<T extends WeighedTheme>(themes: readonly T[], donor: ProfileClasses): readonly T[] {
  const some = themes.filter((one) => one.for && one.weight > 0 && isFor(one, donor));
  return some.length > 0 ? some : themesForAll(themes);
}

const totalOf = (themes: readonly WeighedTheme[]) => themes.reduce((sum, { weight }) => sum + weight, 0);

/** Would somebody hear no theme with these weights? */
export function leavesNoTheme(
  themes: readonly OfferedTheme[],
  weights: ReadonlyMap<string, number>,
): boolean {
  return totalOf(themesForAll(weighed(themes, weights))) === 0;
}

/** Spreads neighbouring numbers evenly (the finaliser of MurmurHash3), so that no file's order favours a theme. */
function spread(id: number): number {
  let hash = id >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Whose card: the record's number, and its classes as the campaign reads them now. */
export interface ThemeListener {
  readonly recordId: number;
  readonly classes: ProfileClasses;
}

/**
 * The theme of a record's card: never one for classes that the donor is not of; a theme for theirs goes before those
 * for everybody, and among several it is drawn by weight from the record's number, so that a donor called again hears the same
 * one as long as weights stand, and what each theme brings can be compared. '' for a campaign without themes.
 */
export function themeFor(
  themes: readonly OfferedTheme[],
  weights: ReadonlyMap<string, number>,
  { recordId, classes }: ThemeListener,
): string {
  const offered = themesOf(weighed(themes, weights), classes);
  const total = totalOf(offered);
  let place = total === 0 ? 0 : spread(recordId) % total;
  for (const { code, weight } of offered) {
    if (place < weight) return code;
    place -= weight;
  }
  return offered[0]?.code ?? '';
}

/** Themes and weights among which a record's number alone draws; undefined where its classes count too. */
export function drawnThemes(
  themes: readonly OfferedTheme[],
  weights: ReadonlyMap<string, number>,
): readonly Pick<WeighedTheme, 'code' | 'weight'>[] | undefined {
  if (themes.length < 2) return themes.map(({ code }) => ({ code, weight: 1 }));
  if (themesForAll(themes).length < themes.length) return undefined;
  return weighed(themes, weights).map(({ code, weight }) => ({ code, weight }));
}

export interface SharesQuestion extends Profiled {
  readonly themes: readonly OfferedTheme[];
}

interface Hearing {
  /** Donors, or parts of donors, who hear each theme. */
  readonly heard: ReadonlyMap<string, number>;
  /** Donors who may hear it. */
  readonly reached: ReadonlyMap<string, number>;
  readonly donors: number;
}

function hearing(themes: readonly WeighedTheme[], counts: readonly ClassCount[]): Hearing {
  const heard = new Map<string, number>();
  const reached = new Map<string, number>();
  for (const { classes, donors } of counts) {
    const offered = themesOf(themes, classes);
    const total = totalOf(offered);
    for (const { code, weight } of offered) {
      heard.set(code, (heard.get(code) ?? 0) + (total === 0 ? 0 : (donors * weight) / total));
      reached.set(code, (reached.get(code) ?? 0) + donors);
    }
  }
  return { heard, reached, donors: counts.reduce((sum, one) => sum + one.donors, 0) };
}

/**
 * Each theme with its weight, whom it is for, and the share of donors who hear it. One that so few may hear is not counted, nor
 * are they in the others.
 */
export function themeShares(
  settings: SharesQuestion,
  weights: ReadonlyMap<string, number>,
  counts: readonly ClassCount[],
): readonly ThemeShare[] {
  const themes = weighed(settings.themes, weights);
  // Without any record, whoever comes is of no class.
  const stored = counts.length > 0 ? counts : [{ classes: {}, donors: 1 }];
  const now = stored.map(({ classes, donors }) => ({ classes: currentClasses(settings, classes), donors }));
  const { reached } = hearing(themes, now);
  const least = smallestClass(settings);
  const few = new Set(
    themes.filter((one) => one.for && (reached.get(one.code) ?? least) < least).map(({ code }) => code),
  );
  const told = now.filter(({ classes }) => !themesOf(themes, classes).some(({ code }) => few.has(code)));
  const { heard, donors } = hearing(themes, told);
  return themes.map(({ code, weight, for: classes }) => ({
    code,
    weight,
    ...(classes && { forWhom: classesWords(settings, classes) }),
    share: few.has(code) ? null : (heard.get(code) ?? 0) / Math.max(1, donors),
  }));
}

/** Why a card shows that theme, in French for the agent; undefined where there is nothing to choose. */
export function whyTheme(settings: SharesQuestion, code: string): string | undefined {
  const theme = settings.themes.find((one) => one.code === code);
  if (!theme || settings.themes.length < 2) return undefined;
  if (theme.for) return `Thème ${code}, prévu pour ${classesWords(settings, theme.for)}.`;
  return theme === themesForAll(settings.themes)[0]
    ? `Thème ${code} : celui de la campagne en ce moment.`
    : `Thème ${code} : tiré selon les parts décidées par l’équipe.`;
}
