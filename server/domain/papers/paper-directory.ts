import { inNumber } from '../../../shared/french-plural.ts';
import type { DocumentSection } from '../files/document.ts';
import { frenchInstant } from '../wording/custody-words.ts';

/** The directory of those who take part in a charity, as papers tell it: counts only. */
export interface PaperDirectory {
  /** Code of the charity. */
  readonly code: string;
  readonly charity: string;
  readonly people: number;
  readonly groups: number;
  readonly openedAtMs: number;
}

const WHO = 'bénévoles, salariés, membres et prospects de l’association';
const WHAT =
  'identité, coordonnées, date de naissance, compétences et disponibilités, groupes, formations, engagements, notes de la mobilisation. Être bénévole peut révéler une opinion ou un état de santé : liste traitée comme sensible';
const SEALED =
  'chaque fiche est scellée une à une, avec une clé propre à l’annuaire de l’association ; restent lisibles des numéros de fiche et de groupe, le statut, le type, des dates d’actes et des index aveugles';

/** `1 012 personnes, 14 groupes, depuis le 3 mars 2026 à 09:12`. */
function sizeOf({ people, groups, openedAtMs }: PaperDirectory): string {
  return `${inNumber(people, 'personne(s)')}, ${inNumber(groups, 'groupe(s)')}, depuis le ${frenchInstant(openedAtMs)}`;
}

/** The treatment « bénévoles » of each charity, for the register (GDPR art. 30(2)). */
export function directoryTreatments(all: readonly PaperDirectory[]): readonly DocumentSection[] {
  return all.map((one) => ({
    kind: 'fields',
    title: `Responsable du traitement : ${one.charity} — bénévoles`,
    fields: [
      ['Finalité', 'tenir l’annuaire des personnes engagées, leurs groupes et leurs créneaux'],
      ['Personnes', WHO],
      ['Données', WHAT],
      ['Nombre à ce jour', sizeOf(one)],
      [
        'Traitements',
        'import ou lecture du CRM, recherche selon les droits, modification, export motivé, inscriptions, effacement à la demande ; chaque ouverture de fiche au journal',
      ],
      ['Ce qui est chiffré', SEALED],
    ],
  }));
}

/** What the notes and the packs say of it; none where no charity keeps one. */
export function directoryFacts(all: readonly PaperDirectory[]): readonly DocumentSection[] {
  if (all.length === 0) return [];
  return [
    {
      kind: 'fields',
      title: 'Annuaire des bénévoles',
      fields: [
        ...all.map((one): readonly [string, string] => [one.charity, sizeOf(one)]),
        ['Personnes', WHO],
        ['Données', WHAT],
        ['Ce qui est chiffré', SEALED],
      ],
    },
  ];
}
