import type { Role } from '../../../shared/roles.ts';

/** `off` is for training and demonstrations only: nothing but a password stands before ops and the data officer. */
export type SecondFactor = 'required' | 'off';

/** Roles that bring data in, send it out, open the audit log and destroy: a stolen password must not be enough. */
const ROLES: ReadonlySet<Role> = new Set<Role>(['ops', 'dataOfficer', 'mobilisation']);

/** Must this role enrol a one-time code before anything else? Where nothing is said, it must. */
export function demandsCode(role: Role, setting: SecondFactor = 'required'): boolean {
  return setting === 'required' && ROLES.has(role);
}
