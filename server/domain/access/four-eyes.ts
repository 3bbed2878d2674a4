import type { Role } from '../../../shared/roles.ts';
import { sha256 } from '../files/sha256.ts';

/** Acts that one person alone does not do. */
const APPROVED_ACTIONS = [
  'purge',
  'person-export',
  'objection-lift',
  'key-copy',
  'server-lost',
  'newsletter-send',
] as const;
export type ApprovedAction = (typeof APPROVED_ACTIONS)[number];

const ACTION_LABEL: Readonly<Record<ApprovedAction, string>> = {
  purge: 'destruction d’une campagne',
  'person-export': 'copie des données d’une personne',
  'objection-lift': 'levée d’une opposition',
  'key-copy': 'copie du trousseau',
  'server-lost': 'serveur déclaré perdu',
  'newsletter-send': 'lettre à plus de 500 personnes',
};

/** Of the whole house: of a directory, since a campaign's own act names it. */
const DIRECTORY_LABEL: Readonly<Partial<Record<ApprovedAction, string>>> = {
  purge: 'destruction dans un annuaire',
  'person-export': 'export d’un annuaire',
};

/** French, where a human reads it. */
export function actLabel({ action, campaign }: Pick<Approvable, 'action' | 'campaign'>): string {
  return (campaign === '' ? DIRECTORY_LABEL[action] : undefined) ?? ACTION_LABEL[action];
}

/** The second person sees no data by approving: a lead or ops may be named for it where there is one data officer only. */
const SECOND: Readonly<Record<ApprovedAction, readonly Role[]>> = {
  purge: ['dataOfficer', 'ops', 'lead'],
  'person-export': ['dataOfficer', 'ops', 'lead'],
  'objection-lift': ['dataOfficer', 'ops', 'lead'],
  // Not who runs the machine: whoever could copy the key ring would approve themselves.
  'key-copy': ['dataOfficer'],
  'server-lost': ['dataOfficer', 'ops'],
  'newsletter-send': ['dataOfficer'],
};

export const APPROVAL_MS = 24 * 3_600_000;

type Parameter = string | number | boolean | null | readonly (string | number)[];

/**
 * Ids, numbers and names of files: never a personal value, which a hash does not hide (docs/rules/data-protection.md).
 */
export type ActParameters = Readonly<Record<string, Parameter>>;

/** The exact parameters of an act, whatever the order they were given in. */
export function parametersHash(parameters: ActParameters): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify(sorted));
}

export interface Approvable {
  readonly action: ApprovedAction;
  /** '' for an act of the whole house. */
  readonly campaign: string;
  readonly askedBy: string;
  readonly state: 'asked' | 'approved' | 'refused' | 'used';
  readonly expiresAtMs: number;
}

export type DecisionRefusal = 'approval-own' | 'approval-role' | 'approval-expired' | 'approval-decided';

/** Why that person may not decide; undefined when they may. A lead decides for campaigns of their grant only. */
export function decisionRefusal(
  approval: Approvable,
  person: { readonly id: string; readonly role: Role; readonly campaigns: readonly string[] },
  nowMs: number,
): DecisionRefusal | undefined {
  if (person.id === approval.askedBy) return 'approval-own';
  if (!SECOND[approval.action].includes(person.role)) return 'approval-role';
  if (person.role === 'lead' && !person.campaigns.includes(approval.campaign)) return 'approval-role';
  if (approval.state !== 'asked') return 'approval-decided';
  return nowMs < approval.expiresAtMs ? undefined : 'approval-expired';
}
