import * as z from 'zod';
import {
  classWords,
  NOT_CLASSED,
  OTHER_CLASS,
  type ProfileClasses,
} from '../../../shared/profile-classes.ts';

/** Columns of the contact file whose values may be classed (R-63); an age is read from its own two. */
const CLASSED_COLUMNS = [
  'SEGMENT',
  'CANAL_RECRUTEMENT',
  'INFO_1',
  'INFO_2',
  'INFO_3',
  'INFO_4',
  'INFO_5',
] as const;
export type ClassedColumn = (typeof CLASSED_COLUMNS)[number];

/**
 * One profile of a campaign: a column of the contact file with the values of each class, or the ages at which a new class
 * begins. What `campaign check` judges beyond this shape: `campaign-check-profiles`.
 */
const profileSchema = z.strictObject({
  /** French, for people: « canal de recrutement ». */
  label: z.string().trim().min(2).max(40).optional(),
  column: z.enum(CLASSED_COLUMNS).optional(),
  classes: z.record(z.string(), z.array(z.string().trim().min(1).max(60)).min(1).max(60)).optional(),
  bands: z.array(z.int().min(1).max(120)).min(1).max(9).optional(),
});

export const profilesSchema = z.record(z.string(), profileSchema);
export type ProfileSettings = z.output<typeof profileSchema>;

/** Whoever holds the profiles of a campaign. */
export interface Profiled {
  readonly profiles?: Readonly<Record<string, ProfileSettings>> | undefined;
  readonly smallestClass?: number | undefined;
}

/** A class of fewer donors is not shown: it could single somebody out. */
const SMALLEST_CLASS = 5;

/** Least number of donors of a class that may be shown. */
export function smallestClass({ smallestClass: least = SMALLEST_CLASS }: Profiled): number {
  return least;
}

/** Donors who bear the same classes. */
export interface ClassCount {
  readonly classes: ProfileClasses;
  readonly donors: number;
}

/** A profile as it is used: its name, how people call it, and its classes in order, « autre » last. */
export interface ProfileDimension {
  readonly name: string;
  readonly label: string;
  readonly classes: readonly string[];
}

/** The classes that bands of age make: `MOINS_DE_45`, `45_A_64`, `65_ET_PLUS`. */
export function bandClasses(bands: readonly number[]): readonly string[] {
  const [first, last] = [bands[0], bands.at(-1)];
  const middle = bands.slice(0, -1).map((from, at) => `${from}_A_${(bands[at + 1] ?? from) - 1}`);
  return [`MOINS_DE_${first}`, ...middle, `${last}_ET_PLUS`];
}

/** The profiles of a campaign, in the order of its file. */
export function profileDimensions({ profiles = {} }: Profiled): readonly ProfileDimension[] {
  return Object.entries(profiles).map(([name, { label = name, classes = {}, bands }]) => ({
    name,
    label,
    classes: [...(bands ? bandClasses(bands) : Object.keys(classes)), OTHER_CLASS],
  }));
}

/**
 * A record's classes as the campaign's profiles read them now: `NON_CLASSE` for a record of before, and for a class that the
 * campaign no longer has.
 */
export function currentClasses(settings: Profiled, stored: ProfileClasses): ProfileClasses {
  return Object.fromEntries(
    profileDimensions(settings).map(({ name, classes }) => {
      const found = Object.hasOwn(stored, name) ? stored[name] : undefined;
      return [name, found !== undefined && classes.includes(found) ? found : NOT_CLASSED];
    }),
  );
}

/** The classes of a record as people read them: « canal de recrutement : rue ». */
export function classSentences(settings: Profiled, stored: ProfileClasses): readonly string[] {
  const classes = currentClasses(settings, stored);
  return profileDimensions(settings).map(
    ({ name, label }) => `${label} : ${classWords(classes[name] ?? NOT_CLASSED)}`,
  );
}

/** Classes that something is for, in French: canal de recrutement « rue » ou « porte », et âge « moins de 45 ». */
export function classesWords(
  settings: Profiled,
  classes: Readonly<Record<string, readonly string[]>>,
): string {
  const labels = new Map(profileDimensions(settings).map(({ name, label }) => [name, label]));
  return Object.entries(classes)
    .map(
      ([name, codes]) =>
        `${labels.get(name) ?? name} ${codes.map((code) => `« ${classWords(code)} »`).join(' ou ')}`,
    )
    .join(', et ');
}
