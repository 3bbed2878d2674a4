import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Certificates } from '../../ports/certificates.ts';
import type { Store } from '../../ports/store.ts';
import { requireHead } from '../find-campaign.ts';
import { certificateNumber } from '../purge/certify-purge.ts';
import { type MadeFile, madeFile } from './paper-files.ts';

interface CertificateDeps {
  readonly store: Store;
  readonly certificates: Pick<Certificates, 'read'>;
}

/** The certificate of that number, for a reader and for a program, each with its signature; those that are there. */
export async function certificateFiles(
  { certificates }: Pick<CertificateDeps, 'certificates'>,
  number: string,
): Promise<readonly MadeFile[]> {
  const names = ['pdf', 'pdf.asc', 'json', 'json.asc'].map((ending) => `${number}.${ending}`);
  return await inTurn.flatMap(names, async (name) => {
    const bytes = await certificates.read(name);
    return bytes ? [madeFile(name, bytes)] : [];
  });
}

/**
 * The certificate of a purge that is over, from whichever server is asked. AppErrors `campaign-unknown`,
 * `certificate-not-yet`, `certificate-missing`.
 */
export async function fetchCertificate(
  deps: CertificateDeps,
  request: { readonly campaign: string },
): Promise<readonly MadeFile[]> {
  const purge = await deps.store.read(async (rows) => {
    await requireHead(rows, request.campaign);
    return await rows.purges.byCampaign(request.campaign);
  });
  if (purge?.finishedAtMs == null) throw notYet(request.campaign);
  const number = certificateNumber(purge);
  const files = await certificateFiles(deps, number);
  if (files.length < 4) throw missing(number);
  return files;
}

function notYet(campaign: string): AppError {
  return new AppError({
    code: 'certificate-not-yet',
    kind: 'conflict',
    message: `Il n’y a pas d’attestation pour ${campaign} : sa destruction n’est pas finie.`,
    hint: `Voyez où elle en est : plateau purge plan ${campaign}, plateau server list.`,
  });
}

function missing(number: string): AppError {
  return new AppError({
    code: 'certificate-missing',
    kind: 'unavailable',
    message: `Un fichier de l’attestation ${number} n’est plus là où la maison le garde.`,
    hint: 'Reprenez-le de la dernière sauvegarde (plateau restore, dossier certificates), ou du dossier remis à l’association.',
  });
}
