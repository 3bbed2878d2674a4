import { AppError } from '../../../shared/errors.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RefusalTally } from '../../ports/passwords.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { noteRefusal } from './note-refusals.ts';

/**
 * Lets the roles named pass; any other is refused (AppError `role-refused`), and the tries are told to the audit log.
 */
export async function refuseRole(
  deps: { readonly store: Store; readonly clock: Clock; readonly refusals: RefusalTally },
  account: AccountRow,
  [role, ...also]: readonly [Role, ...Role[]],
): Promise<void> {
  if (account.role === role || also.includes(account.role)) return;
  const refusal = { action: 'access.refused', actor: account.id, subject: role, reason: '' } as const;
  await deps.store.write((rows) => noteRefusal(deps, rows, { ...refusal, nowMs: deps.clock.nowMs() }));
  throw new AppError({
    code: 'role-refused',
    kind: 'forbidden',
    message: 'Votre rôle ne permet pas cette action.',
    hint: 'Demandez à la personne dont c’est le rôle, ou au responsable des données.',
  });
}
