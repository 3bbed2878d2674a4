import type { Role } from '../../../shared/roles.ts';

/** `off` is for training and demonstrations only: nothing but a password stands before ops and the data officer. */
export type SecondFactor = 'required' | 'off';

/** Roles that bring data in, send it out, open the audit log and destroy: a stolen password must not be enough. */
const ROLES: ReadonlySet<Role> = new Set<Role>(['ops', 'dataOfficer', 'mobilisation']);

/** By which door somebody logs in: the workstation and the commands, or pages that any browser reaches. */
export type LoginDoor = 'terminal' | 'web';

const WEB_ROLES: ReadonlySet<Role> = new Set<Role>(['observer']);

/** Does that door know accounts of that role? By the web comes the charity’s observer alone. */
export function opensTo(door: LoginDoor, role: Role): boolean {
  return door === 'terminal' || WEB_ROLES.has(role);
}

/** Must this role enrol a one-time code before anything else? Where nothing is said, it must; by the web, whoever comes. */
export function demandsCode(
  role: Role,
  setting: SecondFactor = 'required',
  door: LoginDoor = 'terminal',
): boolean {
  return setting === 'required' && (door === 'web' || ROLES.has(role));
}
