import { inNumber } from '../../shared/french-plural.ts';

/** The French of the directory's screen. */
export const DIRECTORY = {
  title: 'Annuaire',
  left: 'Annuaire fermé.',
  search: 'Chercher',
  loading: 'Ouverture de l’annuaire…',
  nobody: 'Personne. Essayez un début de mot, ou un filtre : « ville:caen statut:confirmé ».',
  found: (total: number, all: number) => `${total} sur ${all}`,
  opening: (opened: number, all: number) => `fiches ouvertes : ${opened} sur ${all}`,
  hidden: (count: number) => `${inNumber(count, 'champ(s)')} hors de vos droits`,
  noSuchKey: (key: string) => `La touche ${key} ne fait rien ici.`,
  noPerson: 'Aucune personne n’est choisie.',
  tooSmall: 'L’annuaire demande 80 colonnes et 24 lignes : agrandissez la fenêtre.',
  noted: 'L’ouverture de cette fiche est notée au journal.',
  groups: 'Groupes',
  tags: 'Tags',
  filters: 'Filtres de la recherche',
  loadingFilters: 'Lecture des champs…',
  help: 'Touches de l’annuaire',
  searches: {
    title: 'Mes recherches',
    loading: 'Lecture de vos recherches…',
    typed: 'Recherche tapée :',
    keep: 'La garder sous le nom :',
    nothing: 'Pour en garder une, tapez-la d’abord dans la liste.',
    none: 'Vous ne gardez aucune recherche.',
    sure: (name: string) => `Suppr encore une fois retire « ${name} ».`,
    kept: (name: string) => `Gardée : « ${name} ». Elle montre ce que vos droits montrent ce jour-là.`,
    forgotten: (name: string) => `Retirée : « ${name} ».`,
  },
} as const;
