import { AppError } from '../../../shared/errors.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EnrichmentRequestRow } from '../../ports/rows/enrichments.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/**
 * Writes down that the supplier attested to have erased what a request gave it (docs/rules/enrichment.md): the purge's
 * plan awaits it. A second call changes nothing: the first date stands. AppErrors `enrich-request-unknown`,
 * `enrich-attested-early`.
 */
export async function attestEnrichment(
  deps: { readonly store: Store; readonly clock: Clock },
  request: { readonly requestId: string; readonly on: CivilDate; readonly actor: string },
): Promise<EnrichmentRequestRow> {
  const { requestId, on, actor } = request;
  return await deps.store.write(async (rows) => {
    const known = await rows.enrichments.request(requestId);
    if (!known) throw unknownRequest();
    const atMs = deps.clock.nowMs();
    if (on < civilDate(known.createdAtMs) || on > civilDate(atMs)) throw wrongDate();
    if (known.attestedOn !== null) return known;
    await rows.enrichments.markAttested(requestId, on);
    await trail(rows, { actor, atMs })('enrich.attest', requestId, {
      campaign: known.campaign,
      detail: { supplier: known.supplier, on },
    });
    return { ...known, attestedOn: on };
  });
}

/** Requests whose supplier has not attested the deletion of what it was given. */
export async function awaitedAttestations(
  rows: StoreReader,
  campaign: string,
): Promise<readonly EnrichmentRequestRow[]> {
  return (await rows.enrichments.requests(campaign)).filter((one) => one.attestedOn === null);
}

function unknownRequest(): AppError {
  return new AppError({
    code: 'enrich-request-unknown',
    kind: 'not-found',
    message: 'Aucune demande de numéros ne porte cet identifiant.',
    hint: 'Il est affiché par « plateau enrich export », et dans le plan de purge.',
  });
}

function wrongDate(): AppError {
  return new AppError({
    code: 'enrich-attested-early',
    kind: 'invalid',
    message: 'La date de l’attestation est avant la demande, ou dans le futur.',
    hint: 'Écrivez la date que porte l’attestation du fournisseur.',
  });
}
