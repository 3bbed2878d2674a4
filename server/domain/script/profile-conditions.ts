import { classWords, NOT_CLASSED, PROFILE_PREFIX } from '../../../shared/profile-classes.ts';
import { type Profiled, profileDimensions } from '../campaign/profile-settings.ts';

/** A place of a text where a profile is read. */
export interface ProfileUse {
  /** As it is written. */
  readonly words: string;
  /** The whole `{% … %}` that it stands in. */
  readonly mark: string;
  readonly profile: string;
  /** The classes it is compared with; undefined: it is not compared as it must be. */
  readonly codes?: readonly string[];
  /** It would be read aloud. */
  readonly isSaid?: true;
}

type UseInMark = Omit<ProfileUse, 'mark'>;

const MARK = /\{\{-?\s*(?<said>.*?)\s*-?\}\}|\{%-?\s*(?<tag>\w+)\s*(?<rest>.*?)\s*-?%\}/gs;
const COMPARED = /\bprofil\.(?<profile>\w+)\s*(?<sign>==|!=)\s*(?<code>"[^"]*"|'[^']*')/g;
const NAMED = /\bprofil(?:\.(?<profile>\w+))?/g;
const QUOTED = /"[^"]*"|'[^']*'/g;

const bare = (code: string) => code.slice(1, -1);

/** Every `profil.canal == "RUE"`, `{% case profil.canal %}{% when "RUE", "WEB" %}`, and what is written otherwise, in order. */
export function profileUses(text: string): readonly ProfileUse[] {
  const cases: (string | undefined)[] = [];
  return [...text.matchAll(MARK)].flatMap(({ 0: mark, groups = {} }) => {
    const { said, tag = '', rest = '' } = groups;
    const found = said === undefined ? inTag(tag, rest, cases) : saidIn(said);
    return found.map((one) => ({ ...one, mark }));
  });
}

function saidIn(said: string): readonly UseInMark[] {
  return uncompared(said).map((one) => ({ ...one, isSaid: true }));
}

/** `cases`: the profile that each open `case` reads; it is brought up to date. */
function inTag(tag: string, rest: string, cases: (string | undefined)[]): readonly UseInMark[] {
  if (tag === 'case') {
    const [, profile] = /^profil\.(\w+)$/.exec(rest) ?? [];
    cases.push(profile);
    return profile === undefined ? uncompared(rest) : [{ words: rest, profile, codes: [] }];
  }
  if (tag === 'when') {
    const profile = cases.at(-1);
    if (profile === undefined) return [];
    return [...rest.matchAll(QUOTED)].map(([code]) => ({ words: code, profile, codes: [bare(code)] }));
  }
  if (tag === 'endcase') cases.pop();
  return [...compared(rest), ...uncompared(rest.replace(COMPARED, ''))];
}

function compared(rest: string): readonly UseInMark[] {
  return [...rest.matchAll(COMPARED)].map(({ 0: words, groups = {} }) => ({
    words,
    profile: groups.profile ?? '',
    codes: [bare(groups.code ?? '')],
  }));
}

function uncompared(rest: string): readonly UseInMark[] {
  return [...rest.matchAll(NAMED)].map(({ 0: words, groups = {} }) => ({
    words,
    profile: groups.profile ?? '',
  }));
}

/** More ways than that are not tried. */
export const MAX_VARIANTS = 128;

/**
 * The ways in which a text may read a donor's classes, as variables: each class that it names, and one that it does not.
 * Undefined when there are too many.
 */
export function classVariants(text: string): readonly Readonly<Record<string, string>>[] | undefined {
  const codes = new Map<string, Set<string>>();
  for (const { profile, codes: named = [] } of profileUses(text))
    codes.set(profile, new Set([...(codes.get(profile) ?? [NOT_CLASSED]), ...named]));
  let variants: Readonly<Record<string, string>>[] = [{}];
  for (const [profile, each] of codes) {
    variants = variants.flatMap((one) =>
      [...each].map((code) => ({ ...one, [PROFILE_PREFIX + profile]: code })),
    );
    if (variants.length > MAX_VARIANTS) return undefined;
  }
  return variants;
}

/** One comparison in French, « canal de recrutement : rue »; undefined for anything else. */
export function comparisonWords(piece: string, settings: Profiled): string | undefined {
  const [found] = piece.matchAll(COMPARED);
  const { profile = '', sign, code = '' } = found?.[0] === piece ? (found.groups ?? {}) : {};
  const dimension = profileDimensions(settings).find(({ name }) => name === profile);
  return dimension && `${dimension.label} ${sign === '==' ? ':' : 'autre que'} ${classWords(bare(code))}`;
}
