import type { ComparedGroup, Comparison, ComparisonKey } from './review-comparisons.ts';
import { intervalText, shareText } from './review-words.ts';

/** A corrective measure to discuss, with the figure behind it. The meeting decides; nothing is done by itself. */
export interface Measure {
  readonly text: string;
  readonly because: string;
  /** What `plateau decision add --about …` would say. */
  readonly about: string;
}

type Rule = (group: ComparedGroup) => { readonly text: string; readonly about: string } | undefined;

/** What each comparison may lead to; a group that does not stand out, or of fewer than 30 cases, leads to nothing. */
const RULES: Partial<Record<ComparisonKey, Rule>> = {
  'segment-agreed': ({ name, reading }) =>
    reading === 'below'
      ? { text: `Exclure le profil ${name} de la suite des appels`, about: `profil:${name}` }
      : undefined,
  'segment-reached': ({ name, reading }) =>
    reading === 'below'
      ? {
          text: `Changer les créneaux d’appel du profil ${name}, ou enrichir ses numéros`,
          about: `profil:${name}`,
        }
      : undefined,
  'theme-agreed': ({ name, reading }) =>
    reading === 'above' ? { text: `Privilégier le thème ${name}`, about: `theme:${name}` } : undefined,
  'part-reached': ({ name, reading }) =>
    reading === 'above'
      ? { text: `Déplacer des heures d’appel vers ce moment : ${name}`, about: `creneau:${name}` }
      : undefined,
  'weekday-reached': ({ name, reading }) =>
    reading === 'above'
      ? { text: `Déplacer des heures d’appel vers ce jour : ${name}`, about: `creneau:${name}` }
      : undefined,
};

/** In the order of the comparisons; [] when no difference is clear. */
export function measures(all: readonly Comparison[]): readonly Measure[] {
  return all.flatMap((comparison) =>
    comparison.groups.flatMap((group) => {
      const found = RULES[comparison.key]?.(group);
      return found ? [{ ...found, because: because(comparison, group) }] : [];
    }),
  );
}

function because({ successes, cases }: Comparison, { share, interval, rest }: ComparedGroup): string {
  return `${successes} sur ${cases} : ${shareText(share)}, intervalle à 95 % de ${intervalText(interval)}, contre ${shareText(rest)} ailleurs`;
}
