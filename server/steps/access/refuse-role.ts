import { AppError } from '../../../shared/errors.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/**
 * Lets the roles named pass; any other is refused (AppError `role-refused`), and the try is written in the audit log
 * each time.
 */
export function refuseRole(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  account: AccountRow,
  [role, ...also]: readonly [Role, ...Role[]],
): void {
  if (account.role === role || also.includes(account.role)) return;
  store.write((rows) => trail(rows, { actor: account.id, atMs: clock.nowMs() })('access.refused', role));
  throw new AppError({
    code: 'role-refused',
    kind: 'forbidden',
    message: 'Votre rôle ne permet pas cette action.',
    hint: 'Demandez à la personne dont c’est le rôle, ou au responsable des données.',
  });
}
