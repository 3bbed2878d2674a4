import { classWords, NOT_CLASSED, OTHER_CLASS } from '../../../shared/profile-classes.ts';
import {
  type ClassCount,
  currentClasses,
  type ProfileDimension,
  type Profiled,
  profileDimensions,
  smallestClass,
} from '../campaign/profile-settings.ts';

/** A class as it may be shown. */
interface ShownClass {
  readonly code: string;
  readonly words: string;
  /** Null: fewer than may be told. */
  readonly donors: number | null;
}

export interface ShownProfile extends Pick<ProfileDimension, 'name' | 'label'> {
  readonly classes: readonly ShownClass[];
  /** Classes of the campaign that are too small: they count in « autre ». */
  readonly small: readonly string[];
  /** Least donors of a class that may be told. */
  readonly least: number;
}

/** Donors of each class of a campaign, by profile, as the campaign reads them now. */
function classSizes(
  settings: Profiled,
  counts: readonly ClassCount[],
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const sizes = new Map(profileDimensions(settings).map(({ name }) => [name, new Map<string, number>()]));
  for (const { classes, donors } of counts)
    for (const [name, code] of Object.entries(currentClasses(settings, classes))) {
      const ofProfile = sizes.get(name);
      ofProfile?.set(code, (ofProfile.get(code) ?? 0) + donors);
    }
  return sizes;
}

/** Is that class of so few donors that it could single somebody out? One that nobody bears tells of nobody. */
function isSmall(settings: Profiled, donors: number): boolean {
  return donors > 0 && donors < smallestClass(settings);
}

/** The small classes of a campaign, as `profile class`. */
export function smallClasses(settings: Profiled, counts: readonly ClassCount[]): ReadonlySet<string> {
  return new Set(
    [...classSizes(settings, counts)].flatMap(([name, sizes]) =>
      [...sizes].flatMap(([code, donors]) => (isSmall(settings, donors) ? [`${name} ${code}`] : [])),
    ),
  );
}

/**
 * The profiles of a campaign as they may be shown: a class of too few donors counts in « autre », and « autre » too is
 * without its number while it is small.
 */
export function shownProfiles(settings: Profiled, counts: readonly ClassCount[]): readonly ShownProfile[] {
  const sizes = classSizes(settings, counts);
  return profileDimensions(settings).map(({ name, label, classes }) => {
    const of = (code: string) => sizes.get(name)?.get(code) ?? 0;
    const small = [...classes, NOT_CLASSED].filter(
      (code) => code !== OTHER_CLASS && isSmall(settings, of(code)),
    );
    const shown = [...classes, NOT_CLASSED].filter(
      (code) => !small.includes(code) && (code !== NOT_CLASSED || of(code) > 0),
    );
    return {
      name,
      label,
      small,
      least: smallestClass(settings),
      classes: shown.map((code): ShownClass => {
        const pooled = code === OTHER_CLASS ? small.reduce((sum, one) => sum + of(one), 0) : 0;
        const donors = of(code) + pooled;
        return { code, words: classWords(code), donors: isSmall(settings, donors) ? null : donors };
      }),
    };
  });
}
