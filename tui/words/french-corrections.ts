import type { TypedField } from '../../shared/call-outcome.ts';
import type { Country } from '../../shared/country.ts';

/** What an envelope calls its lines where it is not as in France. */
const OWN_FIELDS: Readonly<Record<Country, Partial<Record<TypedField, string>>>> = {
  FR: {},
  BE: { ADR_L3: 'Boîte (bte)', ADR_L5: 'Boîte postale' },
  CH: { ADR_L5: 'Case postale' },
};

/** The form where contact data and identity are corrected. */
export const CORRECTION_TEXTS = {
  title: 'Corriger les coordonnées',
  fields: {
    ADR_L2: 'Complément',
    ADR_L3: 'Bâtiment',
    ADR_L4: 'N° et rue',
    ADR_L5: 'Lieu-dit, BP',
    CP: 'Code postal',
    VILLE: 'Ville',
    EMAIL: 'E-mail',
    TEL_FIXE: 'Tél. fixe',
    TEL_MOBILE: 'Tél. mobile',
    TEL_AUTRE: 'Tél. autre',
    NOM: 'Nom',
    PRENOM: 'Prénom',
    DATE_NAISSANCE: 'Né(e) le',
  },
  ownFields: OWN_FIELDS,
  before: (value: string) => `avant : ${value === '' ? '(vide)' : value}`,
  read: (value: string) => `sera composé : ${value}`,
  likely: (text: string) => `vouliez-vous dire « ${text} » ? → le prend`,
  towns: (next: string, others: readonly string[]) =>
    `→ prend « ${next} »${others.length > 0 ? `, puis ${others.join(', ')}` : ''}`,
  moved: (field: string) => `numéro pour « ${field} » : → l’y met`,
  misplaced: (field: string) => `numéro pour « ${field} », déjà rempli`,
  suggested: '→ prend ce qui est proposé ; Entrée à nouveau garde ce qui est tapé.',
  erased: 'sera effacé',
  proposed: 'proposé à l’association, qui décidera',
  wrong: (why: string) => `À relire : ${why}.`,
  nothingChanged: 'Rien n’a changé : corrigez un champ, ou Échap pour répondre autrement.',
  kept: (count: number) => (count === 0 ? 'Rien n’a été corrigé.' : `Corrections gardées : ${count}.`),
};
