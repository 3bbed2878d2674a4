/**
 * Who may do what. The four of a floor, the verifier of agreements (F-05), and the charity's observer, who sees masked cards
 * and figures and never a person. The mobilisation team keeps the directory of its charity, and sees no donor.
 */
export const GIVEN_ROLES = [
  'agent',
  'lead',
  'verifier',
  'ops',
  'dataOfficer',
  'observer',
  'mobilisation',
] as const;

export type GivenRole = (typeof GIVEN_ROLES)[number];

/** Those, and who comes with a badge for one slot of a pledge line: nobody is made one by hand. */
export const ROLES = [...GIVEN_ROLES, 'volunteer'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABEL: Record<Role, string> = {
  agent: 'téléacteur',
  lead: 'chef d’équipe',
  verifier: 'vérificateur',
  ops: 'exploitation',
  dataOfficer: 'responsable des données',
  observer: 'observateur de l’association',
  mobilisation: 'mobilisation de l’association',
  volunteer: 'bénévole d’un créneau',
};
