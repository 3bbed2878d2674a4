import { nearestWord } from '../../../shared/nearest-word.ts';
import { NOT_CLASSED } from '../../../shared/profile-classes.ts';
import type { Finding } from './campaign-check-problem.ts';
import type { ProfileDimension } from './profile-settings.ts';

export type ClassFault = Pick<Finding, 'code' | 'message' | 'hint'>;

/** « vouliez-vous dire… » when a word is near, then those that exist. */
function hintOf(written: string, words: readonly string[]): string {
  const near = nearestWord(written, words);
  return `${near === undefined ? '' : `vouliez-vous dire « ${near} » ? `}${words.join(', ')}`;
}

/** What is wrong with classes of a profile as a script or a theme names them; undefined when the campaign has them all. */
export function classFault(
  { profile, codes }: { readonly profile: string; readonly codes: readonly string[] },
  known: readonly ProfileDimension[],
): ClassFault | undefined {
  const dimension = known.find(({ name }) => name === profile);
  const names = known.map(({ name }) => name);
  if (!dimension)
    return {
      code: 'unknown-profile',
      message: `La campagne ne déclare pas le profil « ${profile} ».`,
      hint:
        names.length === 0
          ? 'déclarez-le sous « profiles » de campaign.yaml'
          : `ses profils : ${hintOf(profile, names)}`,
    };
  const classes = [...dimension.classes, NOT_CLASSED];
  const wrong = codes.find((code) => !classes.includes(code));
  if (wrong === undefined) return undefined;
  return {
    code: 'unknown-class',
    message: `Le profil « ${profile} » n’a pas de classe « ${wrong} ».`,
    hint: `ses classes : ${hintOf(wrong, classes)}`,
  };
}
