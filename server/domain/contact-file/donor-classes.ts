import { foldedText } from '../../../shared/folded-text.ts';
import { OTHER_CLASS, type ProfileClasses } from '../../../shared/profile-classes.ts';
import type { CivilDate } from '../../../shared/time.ts';
import {
  bandClasses,
  type ClassedColumn,
  type Profiled,
  type ProfileSettings,
} from '../campaign/profile-settings.ts';
import type { Donor } from '../donor.ts';

type ClassedDonor = Pick<Donor, 'segment' | 'recruitmentChannel' | 'ageBand' | 'birthDate' | 'infos'>;

const INFO_COLUMNS: readonly ClassedColumn[] = ['INFO_1', 'INFO_2', 'INFO_3', 'INFO_4', 'INFO_5'];

/** '' for nothing; undefined when a record sealed before columns kept their place cannot say which one it was. */
function cellOf(donor: ClassedDonor, column: ClassedColumn): string | undefined {
  if (column === 'SEGMENT') return donor.segment;
  if (column === 'CANAL_RECRUTEMENT') return donor.recruitmentChannel ?? '';
  return donor.infos.length === INFO_COLUMNS.length ? donor.infos[INFO_COLUMNS.indexOf(column)] : undefined;
}

/** Years of age, both ends in. */
interface AgeSpan {
  readonly from: number;
  readonly to: number;
}

/** « 35-49 », « 65 et plus », « 75+ », « moins de 35 », « plus de 65 », « 42 »; undefined for anything else. */
function spanOf(ageBand: string): AgeSpan | undefined {
  const text = foldedText(ageBand)
    .replace(/\bans?\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const between = /^(?:de )?(\d{1,3}) ?(?:-|–|a|\/) ?(\d{1,3})$/.exec(text);
  if (between) return { from: Number(between[1]), to: Number(between[2]) };
  const atLeast = /^(\d{1,3}) ?(?:\+|et plus|et \+)$/.exec(text);
  if (atLeast) return { from: Number(atLeast[1]), to: Number.POSITIVE_INFINITY };
  const above = /^(?:plus de|>|\+ ?de) ?(\d{1,3})$/.exec(text);
  if (above) return { from: Number(above[1]) + 1, to: Number.POSITIVE_INFINITY };
  const below = /^(?:moins de|<|- ?de) ?(\d{1,3})$/.exec(text);
  if (below) return { from: 0, to: Number(below[1]) - 1 };
  return /^\d{1,3}$/.test(text) ? { from: Number(text), to: Number(text) } : undefined;
}

/** The birth date first: it is the surer of the two. */
function ageOf({ birthDate, ageBand = '' }: ClassedDonor, onDay: CivilDate): AgeSpan | undefined {
  if (birthDate === undefined) return spanOf(ageBand);
  const { years } = Temporal.PlainDate.from(birthDate).until(onDay, { largestUnit: 'years' });
  return { from: years, to: years };
}

/** A band that lies across two classes fits neither. */
function ageClass(bands: readonly number[], age: AgeSpan | undefined): string {
  if (age === undefined) return OTHER_CLASS;
  const rankOf = (years: number) => bands.filter((from) => years >= from).length;
  const rank = rankOf(age.from);
  return (rank === rankOf(age.to) ? bandClasses(bands)[rank] : undefined) ?? OTHER_CLASS;
}

function valueClass({ classes = {} }: ProfileSettings, value: string): string {
  const wanted = foldedText(value).trim();
  const found = Object.entries(classes).find(([, values]) =>
    values.some((one) => foldedText(one).trim() === wanted),
  );
  return found?.[0] ?? OTHER_CLASS;
}

/**
 * The class of a donor in each profile that the campaign declares, ages as of `onDay`. Only words of campaign.yaml ever
 * come out, never a value of the file. A profile that an old sealed record cannot answer is left out.
 */
export function donorClasses(
  donor: ClassedDonor,
  { profiles = {} }: Profiled,
  onDay: CivilDate,
): ProfileClasses {
  return Object.fromEntries(
    Object.entries(profiles).flatMap(([name, profile]) => {
      if (profile.bands) return [[name, ageClass(profile.bands, ageOf(donor, onDay))] as const];
      const value = cellOf(donor, profile.column ?? 'SEGMENT');
      return value === undefined ? [] : [[name, valueClass(profile, value)] as const];
    }),
  );
}
