import { FIRST_NAMES } from '../fictitious-names.ts';

/** A line of the workbook of people, by header. */
export type VolunteerLine = Readonly<Record<string, string>>;

export const GROUPS = ['GL Essai-Nord', 'GL Essai-Sud', 'Ligne de promesses'] as const;

const WISHES = ['collecte', 'écoute', 'événements', 'promesses'];
const SKILLS = ['accueil', 'logistique', 'traduction', 'vidéo', 'animation'];
const TIMES = ['matin', 'après-midi', 'soir', 'week-end'];

const of = (list: readonly string[], at: number): string => list[at % list.length] ?? '';

/** Level in the first group: one coordinates it, two are its contacts. */
function groupsOf(at: number): string {
  const first = of(GROUPS, at);
  const level = at < GROUPS.length ? ' (coordinateur)' : at < 2 * GROUPS.length ? ' (référent)' : '';
  return at % 4 === 3 ? `${first}${level} ; ${of(GROUPS, at + 1)}` : `${first}${level}`;
}

/** Somebody who cannot be taken for anybody: `.invalid` receives nothing, and the number is of those kept for fiction. */
function volunteer(at: number): VolunteerLine {
  const [, firstName] = FIRST_NAMES[at % FIRST_NAMES.length] ?? ['M', 'Essai'];
  const number = String(at + 1).padStart(2, '0');
  return {
    STATUT: at % 13 === 12 ? 'prospect' : 'confirmé',
    TYPE: 'bénévole',
    Nom: `Fictif-${number}`,
    Prénom: firstName,
    'E-mail': `benevole.${number}@exemple.invalid`,
    Téléphone: `06 39 98 00 ${number}`,
    'Coordonnées visibles du groupe': at % 2 === 0 ? 'oui' : 'non',
    Ville: 'Essai-sur-Modèle',
    Compétences: of(SKILLS, at),
    Appétences: `${of(WISHES, at)} ; ${of(WISHES, at + 1)}`,
    Disponibilités: of(TIMES, at),
    GROUPES: groupsOf(at),
  };
}

export const VOLUNTEERS: readonly VolunteerLine[] = Array.from({ length: 40 }, (_, at) => volunteer(at));

/** Two of them, whose links the demo shows. */
export const SHOWN = {
  coordinator: { title: 'Une personne qui coordonne', email: 'benevole.01@exemple.invalid' },
  volunteer: { title: 'Une bénévole, un bénévole', email: 'benevole.11@exemple.invalid' },
} as const;
