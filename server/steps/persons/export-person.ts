import { personDocument } from '../../domain/persons/person-document.ts';
import type { PersonDossier } from '../../domain/persons/person-dossier.ts';
import type { DocumentWriter } from '../../ports/document.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import { type DeliverWorkbookDeps, deliverWorkbook } from '../delivery/deliver-workbook.ts';
import { gatherRecords, gatherTrail } from './gather-person.ts';
import { openRequestOf } from './open-request-of.ts';
import {
  answerable,
  endRequest,
  type PersonDeps,
  type PersonRequest,
  type PersonTarget,
  targetOf,
} from './person-request.ts';

export interface ExportPersonDeps extends PersonDeps, Omit<DeliverWorkbookDeps, keyof PersonDeps> {
  readonly documents: DocumentWriter;
  readonly exchange: Exchange;
}

export interface PersonExported {
  readonly id: string;
  readonly records: number;
  /** When the request that it answers was registered; null: with this copy. */
  readonly openedAtMs: number | null;
  /** On the charity's drop; empty when a key was given. */
  readonly delivered: readonly string[];
  /** Sealed to the given key: OpenPGP messages, never clear. */
  readonly sealed: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

interface Part {
  readonly kind: 'person-document' | 'person-data';
  readonly fileName: string;
  readonly clear: Uint8Array;
}

/**
 * The person's copy of all that is held on them (GDPR art. 15 and 20): a French document and the same as JSON, built in memory
 * and sealed at once, to the charity's key on its drop, or to a key given at hand. The request ends with it, the one already
 * open if there is; one already delivered is sent again as it was. AppErrors of `targetOf`, `endRequest`, the exchange and the
 * drop.
 */
export async function exportPerson(
  deps: ExportPersonDeps,
  request: PersonRequest & { readonly publicKey?: string | undefined },
): Promise<PersonExported> {
  const target = await targetOf(deps, request);
  const open = await deps.store.read(async (rows) =>
    request.requestId === undefined
      ? await openRequestOf(rows, { kind: 'access', records: target.records })
      : await answerable(rows, { requestId: request.requestId, kind: 'access', target }),
  );
  const requestId = open?.id;
  const id = requestId ?? deps.chance.uuid();
  const parts = await buildParts(deps, { request: { ...request, requestId }, target, id });
  try {
    const { publicKey } = request;
    const sent =
      publicKey === undefined
        ? {
            delivered: await deliverParts(deps, target.campaign, { id, parts, actor: request.actor }),
            sealed: [],
          }
        : { delivered: [], sealed: await sealParts(deps, parts, publicKey) };
    const detail = { to: publicKey === undefined ? 'charity' : 'given-key' };
    await deps.store.write((rows) =>
      endRequest(rows, deps, {
        ...request,
        requestId,
        kind: 'access',
        target,
        id,
        sealed: null,
        action: 'person.access',
        detail,
      }),
    );
    return { id, records: target.records.length, openedAtMs: open?.openedAtMs ?? null, ...sent };
  } finally {
    for (const part of parts) part.clear.fill(0);
  }
}

async function buildParts(
  deps: ExportPersonDeps,
  {
    request,
    target,
    id,
  }: { readonly request: PersonRequest; readonly target: PersonTarget; readonly id: string },
): Promise<readonly Part[]> {
  const createdAtMs = deps.clock.nowMs();
  const known = await deps.store.read(async (rows) =>
    request.requestId ? await rows.persons.byId(request.requestId) : undefined,
  );
  const records = await gatherRecords(deps, { records: target.records, actor: request.actor });
  const dossier: PersonDossier = {
    request: {
      id,
      receivedAtMs: known?.receivedAtMs ?? request.receivedAtMs ?? createdAtMs,
      charity: target.charity,
      charityName: target.campaign.settings.charity.name,
    },
    records,
    trail: await gatherTrail(deps, { records: target.records }),
    createdAtMs,
  };
  const stem = `${target.charity}_DROITS_${id.slice(0, 8).toUpperCase()}`;
  const json = Buffer.from(`${JSON.stringify(dossier, null, 2)}\n`);
  return [
    {
      kind: 'person-document',
      fileName: `${stem}.pdf`,
      clear: await deps.documents.pdf(personDocument(dossier)),
    },
    { kind: 'person-data', fileName: `${stem}.json`, clear: json },
  ];
}

async function deliverParts(
  deps: ExportPersonDeps,
  campaign: CampaignRow,
  { id, parts, actor }: { readonly id: string; readonly parts: readonly Part[]; readonly actor: string },
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { kind, fileName, clear: page } of parts) {
    const spec = { title: fileName, createdAtMs: 0, sheets: [] };
    const common = { campaign, kind, period: id, fileName, spec, page, rows: 1, lines: [], actor };
    names.push(`${(await deliverWorkbook(deps, common)).fileName}.pgp`);
  }
  return names;
}

async function sealParts(
  { exchange }: ExportPersonDeps,
  parts: readonly Part[],
  publicKey: string,
): Promise<PersonExported['sealed']> {
  const sealed: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const { fileName, clear } of parts) {
    const { sealed: bytes } = await exchange.sealForKey(clear, publicKey);
    sealed.push({ name: `${fileName}.pgp`, bytes });
  }
  return sealed;
}
