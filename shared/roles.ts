/** The four roles of this release (names.md): téléacteur, chef d'équipe, exploitation, data officer. */
export const ROLES = ['agent', 'lead', 'ops', 'dataOfficer'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABEL: Record<Role, string> = {
  agent: 'téléacteur',
  lead: 'chef d’équipe',
  ops: 'exploitation',
  dataOfficer: 'responsable des données',
};
