import assert from 'node:assert/strict';
import { AppError } from '../../shared/errors.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/;

export function isCertificateName(text: string): boolean {
  return NAME.test(text);
}

/** Anything else is a bug of the caller. */
export function requireCertificateName(name: string): string {
  assert(isCertificateName(name), 'a certificate name is one plain path segment');
  return name;
}

/** AppError `certificate-exists` for other bytes than those that are there: one that was signed is never another. */
export function refuseOther(name: string, known: Uint8Array, bytes: Uint8Array): void {
  if (Buffer.compare(known, bytes) === 0) return;
  throw new AppError({
    code: 'certificate-exists',
    kind: 'conflict',
    message: `L’attestation ${name} existe déjà, avec un autre contenu.`,
    hint: 'Gardez-la : une attestation ne se réécrit pas.',
  });
}
