import type { CallScript } from '../../../shared/call-script.ts';
import type { Finding, YamlPath } from '../campaign/campaign-check-problem.ts';
import { type ClassFault, classFault } from '../campaign/class-faults.ts';
import { type ProfileDimension, type Profiled, profileDimensions } from '../campaign/profile-settings.ts';
import { classVariants, MAX_VARIANTS, type ProfileUse, profileUses } from './profile-conditions.ts';

const EXAMPLE = 'écrivez {% if profil.canal == "RUE" %} … {% endif %}';

function faultOf(
  { words, mark, profile, codes, isSaid }: ProfileUse,
  known: readonly ProfileDimension[],
): ClassFault | undefined {
  if (isSaid)
    return {
      code: 'profile-said',
      message: `Une classe ne se lit pas à voix haute : ${mark}.`,
      hint: `${EXAMPLE}, et dites la phrase en clair`,
    };
  if (!codes)
    return {
      code: 'profile-not-compared',
      message: `« ${words} » n’est comparé à aucune classe.`,
      hint: EXAMPLE,
    };
  return classFault({ profile, codes }, known);
}

function checkText(text: string, at: YamlPath, known: readonly ProfileDimension[]): readonly Finding[] {
  const found = profileUses(text).flatMap((use) => {
    const fault = faultOf(use, known);
    return fault ? [{ at, quote: use.mark, ...fault }] : [];
  });
  // A profile read in several places of one text is one fault.
  if (found.length > 0)
    return [...new Map(found.toReversed().map((one) => [one.message, one])).values()].toReversed();
  if (classVariants(text)) return [];
  return [
    {
      at,
      code: 'too-many-variants',
      message: `Les profils donnent à ce texte plus de ${MAX_VARIANTS} lectures : elles ne sont pas vérifiées.`,
      hint: 'lisez moins de profils dans une même étape',
    },
  ];
}

/** The read-back is proof of an agreement: made again later, it must say the same, whatever became of the donor's class. */
function checkReadBack(text: string, at: YamlPath): readonly Finding[] {
  return profileUses(text)
    .slice(0, 1)
    .map(({ mark }) => ({
      at,
      quote: mark,
      code: 'profile-in-read-back',
      message: 'Un récapitulatif ne dépend d’aucun profil : il est la preuve de l’accord.',
      hint: 'dites la même chose à tous dans cette étape',
    }));
}

/**
 * What a script reads of the donors' classes (R-63): profiles and classes that the campaign declares, compared and never said
 * aloud, and none where an agreement is read back.
 */
export function checkScriptProfiles(script: CallScript, settings: Profiled): readonly Finding[] {
  const known = profileDimensions(settings);
  return Object.entries(script.nodes).flatMap(([id, { say, marks }]) => {
    const at = ['nodes', id, 'say'];
    const found = checkText(say, at, known);
    return found.length > 0 || !marks.includes('read-back') ? found : checkReadBack(say, at);
  });
}
