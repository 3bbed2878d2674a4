import { classWords, NOT_CLASSED, PROFILE_PREFIX } from '../../../shared/profile-classes.ts';
import { type Profiled, profileDimensions } from '../campaign/profile-settings.ts';

/** A place of a text where a profile is read. */
export interface ProfileUse {
  /** As it is written. */
  readonly quote: string;
  readonly profile: string;
  /** The classes it is compared with; undefined: it is not compared as it must be. */
  readonly codes?: readonly string[];
  /** It would be read aloud. */
  readonly isSaid?: true;
}

const MARK = /\{\{-?\s*(?<said>.*?)\s*-?\}\}|\{%-?\s*(?<tag>\w+)\s*(?<rest>.*?)\s*-?%\}/gs;
const COMPARED = /\bprofil\.(?<profile>\w+)\s*(?<sign>==|!=)\s*(?<code>"[^"]*"|'[^']*')/g;
const NAMED = /\bprofil(?:\.(?<profile>\w+))?/g;
const QUOTED = /"[^"]*"|'[^']*'/g;

const bare = (code: string) => code.slice(1, -1);

/** Every `profil.canal == "RUE"`, `{% case profil.canal %}{% when "RUE", "WEB" %}`, and what is written otherwise, in order. */
export function profileUses(text: string): readonly ProfileUse[] {
  const uses: ProfileUse[] = [];
  const cases: (string | undefined)[] = [];
  for (const { 0: mark, groups = {} } of text.matchAll(MARK)) {
    const { said, tag, rest = '' } = groups;
    if (said !== undefined) {
      const named = [...said.matchAll(NAMED)];
      uses.push(
        ...named.map((one) => ({ quote: mark, profile: one.groups?.profile ?? '', isSaid: true }) as const),
      );
    } else if (tag === 'case') {
      const [, profile] = /^profil\.(\w+)$/.exec(rest) ?? [];
      cases.push(profile);
      if (profile === undefined) uses.push(...uncompared(rest));
      else uses.push({ quote: rest, profile, codes: [] });
    } else if (tag === 'when') {
      const profile = cases.at(-1);
      const codes = [...rest.matchAll(QUOTED)].map(([code]) => ({ quote: code, codes: [bare(code)] }));
      if (profile !== undefined) uses.push(...codes.map((one) => ({ ...one, profile })));
    } else if (tag === 'endcase') cases.pop();
    else uses.push(...compared(rest), ...uncompared(rest.replace(COMPARED, '')));
  }
  return uses;
}

function compared(rest: string): readonly ProfileUse[] {
  return [...rest.matchAll(COMPARED)].map(({ 0: quote, groups = {} }) => ({
    quote,
    profile: groups.profile ?? '',
    codes: [bare(groups.code ?? '')],
  }));
}

function uncompared(rest: string): readonly ProfileUse[] {
  return [...rest.matchAll(NAMED)].map(({ 0: quote, groups = {} }) => ({
    quote,
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
