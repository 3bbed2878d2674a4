import type { Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { classFault } from '../campaign/class-faults.ts';
import { profileDimensions } from '../campaign/profile-settings.ts';
import { themesForAll } from '../campaign/theme-choice.ts';
import { checkCountryWords, checkWording } from '../script/script-check-words.ts';
import { checkNoTaxTalk } from '../wording/tax-sentence.ts';

/** Classes of a theme are the campaign's, and somebody of none of them hears a theme too. */
function checkClasses(settings: CampaignSettings): readonly Finding[] {
  const known = profileDimensions(settings);
  const wrong = settings.themes.flatMap(({ for: classes }, rank) =>
    Object.entries(classes ?? {}).flatMap(([profile, codes]) => {
      const fault = classFault({ profile, codes }, known);
      return fault ? [{ at: ['themes', rank, 'for', profile], ...fault }] : [];
    }),
  );
  const empty = settings.themes.flatMap(({ for: classes }, rank) =>
    classes === undefined || Object.keys(classes).length > 0
      ? []
      : [
          {
            at: ['themes', rank, 'for'],
            code: 'theme-for-nobody',
            message: 'Ce thème ne dit pas pour qui il est.',
            hint: 'nommez un profil et ses classes, ou retirez « for » : il est alors pour tous',
          },
        ],
  );
  if (themesForAll(settings.themes).length > 0) return [...wrong, ...empty];
  const none = {
    at: ['themes'],
    code: 'no-theme-for-all',
    message: 'Aucun thème n’est pour tous : qui n’est d’aucune de ces classes n’entendrait rien.',
    hint: 'gardez au moins un thème sans « for »',
  };
  return [...wrong, ...empty, none];
}

/** Themes are read aloud inside the script: the same wording rules hold. Whom each is for is of the campaign's classes. */
export function checkThemes(settings: CampaignSettings): readonly Finding[] {
  const words = settings.themes.flatMap((theme, at) =>
    (['impact', 'challenge'] as const).flatMap((part) => {
      const place = ['themes', at, part];
      const text = theme[part];
      return [
        ...checkWording(text, place, settings.language),
        ...checkCountryWords(text, place, settings),
        ...checkNoTaxTalk(text, place, settings.language),
      ];
    }),
  );
  return [...words, ...checkClasses(settings)];
}
