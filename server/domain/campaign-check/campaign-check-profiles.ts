import { foldedText } from '../../../shared/folded-text.ts';
import { NOT_CLASSED, OTHER_CLASS } from '../../../shared/profile-classes.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import type { Finding, YamlPath } from '../campaign/campaign-check-problem.ts';
import type { Profiled, ProfileSettings } from '../campaign/profile-settings.ts';

const NAME = /^[a-z][a-z0-9_]{1,15}$/;
const CLASS = /^[A-Z][A-Z0-9_]{0,15}$/;
const MAX_PROFILES = 8;
const MAX_CLASSES = 12;
/** Words that a filter or a script reads otherwise; a profile named `segment` is read `profil.segment` there. */
const TAKEN: ReadonlySet<string> = new Set([
  'size',
  'first',
  'last',
  'profil',
  'country',
  'pays',
  'canton',
  'area',
  'lieu',
  'state',
  'etat',
  'attempts',
  'tentatives',
  'disposition',
  'qualification',
  'monthly',
  'mensuel',
  'gift',
  'don',
  'gift_band',
  'tranche_don',
  'frequency',
  'periodicite',
]);

const quoted = (text: string) => `« ${text} »`;

/** A class is told to people and stands in clear beside the record: neither it nor what it gathers says what is never written. */
function sensitive(text: string, at: YamlPath): Finding[] {
  if (noteProblem(text.replaceAll('_', ' ')) === undefined) return [];
  return [
    {
      at,
      code: 'profile-sensitive',
      message:
        'Un profil ne dit rien de la santé, de la religion, d’une opinion ni de la vie intime, et ne juge personne.',
      hint: 'retirez ce mot ; la valeur est alors classée « autre »',
    },
  ];
}

function checkNames(profiles: Readonly<Record<string, ProfileSettings>>): Finding[] {
  const names = Object.keys(profiles);
  const many: Finding[] =
    names.length <= MAX_PROFILES
      ? []
      : [
          {
            at: ['profiles'],
            code: 'profile-too-many',
            message: `La campagne déclare ${names.length} profils, ${MAX_PROFILES} au plus.`,
            hint: 'gardez ceux qui changent ce qui est dit ou qui est appelé',
          },
        ];
  return [
    ...many,
    ...names.flatMap((name): Finding[] => {
      const at = ['profiles', name];
      if (!NAME.test(name))
        return [
          {
            at,
            code: 'profile-name',
            message: `Le nom de profil ${quoted(name)} ne convient pas.`,
            hint: 'de 2 à 16 signes : minuscules sans accent, chiffres, « _ »',
          },
        ];
      if (TAKEN.has(name))
        return [
          {
            at,
            code: 'profile-name',
            message: `Le nom de profil ${quoted(name)} a déjà un autre sens dans les filtres ou les scripts.`,
            hint: 'choisissez-en un autre',
          },
        ];
      return sensitive(name, at);
    }),
  ];
}

/** Either ages, or a column with its classes. */
function checkForm({ column, classes, bands }: ProfileSettings, at: YamlPath): Finding[] {
  const isAge = bands !== undefined && column === undefined && classes === undefined;
  const isColumn = bands === undefined && column !== undefined && classes !== undefined;
  return isAge || isColumn
    ? []
    : [
        {
          at,
          code: 'profile-form',
          message: 'Un profil a soit une colonne et ses classes, soit des âges.',
          hint: 'écrivez { column: CANAL_RECRUTEMENT, classes: { RUE: [STREET] } } ou { bands: [45, 65] }',
        },
      ];
}

function checkBands({ bands = [] }: ProfileSettings, at: YamlPath): Finding[] {
  return bands.every((age, rank) => rank === 0 || age > (bands[rank - 1] ?? 0))
    ? []
    : [
        {
          at: [...at, 'bands'],
          code: 'profile-bands',
          message: 'Les âges d’un profil montent, chacun une fois.',
          hint: 'par exemple [35, 50, 65]',
        },
      ];
}

function checkClassNames(names: readonly string[], at: YamlPath): Finding[] {
  const many: Finding[] =
    names.length > 0 && names.length <= MAX_CLASSES
      ? []
      : [
          {
            at,
            code: 'profile-classes',
            message: `Un profil a de 1 à ${MAX_CLASSES} classes, celui-ci en a ${names.length}.`,
            hint: 'réunissez des valeurs dans une même classe',
          },
        ];
  return [
    ...many,
    ...names.flatMap((name): Finding[] => {
      const place = [...at, name];
      if (!CLASS.test(name))
        return [
          {
            at: place,
            code: 'profile-class',
            message: `La classe ${quoted(name)} ne convient pas.`,
            hint: 'de 1 à 16 signes : capitales sans accent, chiffres, « _ », une lettre d’abord',
          },
        ];
      if (name === OTHER_CLASS || name === NOT_CLASSED)
        return [
          {
            at: place,
            code: 'profile-class',
            message: `La classe ${name} existe déjà : ${name === OTHER_CLASS ? 'ce qui n’entre dans aucune' : 'les fiches d’avant'}.`,
            hint: 'choisissez un autre nom',
          },
        ];
      return sensitive(name, place);
    }),
  ];
}

function checkValues(classes: Readonly<Record<string, readonly string[]>>, at: YamlPath): Finding[] {
  const seen = new Map<string, string>();
  return Object.entries(classes).flatMap(([name, values]) =>
    values.flatMap((value, rank): Finding[] => {
      const place = [...at, name, rank];
      const key = foldedText(value);
      const before = seen.get(key);
      seen.set(key, name);
      if (before !== undefined)
        return [
          {
            at: place,
            code: 'profile-value-twice',
            message: `La valeur ${quoted(value)} est déjà dans la classe ${before}.`,
            hint: 'gardez-la dans une seule classe (capitales et accents ne comptent pas)',
          },
        ];
      return sensitive(value, place);
    }),
  );
}

/**
 * Faults of the profiles that a campaign declares: names that scripts and filters can read, a set of words for classes,
 * each value in one class, and nothing in them that may not be written of a person.
 */
export function checkProfiles({ profiles = {} }: Profiled): readonly Finding[] {
  return [
    ...checkNames(profiles),
    ...Object.entries(profiles).flatMap(([name, profile]) => {
      const at = ['profiles', name];
      const { classes, label } = profile;
      return [
        ...checkForm(profile, at),
        ...checkBands(profile, at),
        ...(label === undefined ? [] : sensitive(label, [...at, 'label'])),
        ...(classes
          ? [
              ...checkClassNames(Object.keys(classes), [...at, 'classes']),
              ...checkValues(classes, [...at, 'classes']),
            ]
          : []),
      ];
    }),
  ];
}
