import { recordPlace, requestPlace, signaturePlace, writtenPlace } from './record-place.ts';

/** Every kind of sealed packet of a campaign, by the table that holds it: the column of its key there, and what it is. */
export const SEALED_KINDS = {
  record: { key: 'id', label: 'le contenu de la fiche' },
  call: { key: 'call_id', label: 'la note d’un appel' },
  last_call: { key: 'call_id', label: 'le contenu d’avant le dernier appel' },
  mandate_signature: { key: 'call_id', label: 'la référence d’un mandat signé' },
  listening_note: { key: 'id', label: 'le commentaire d’une écoute' },
  incident_entry: { key: 'id', label: 'le récit d’un incident' },
  person_request: { key: 'id', label: 'une demande de la personne' },
} as const satisfies Readonly<Record<string, { readonly key: string; readonly label: string }>>;

export type SealedKind = keyof typeof SEALED_KINDS;

export function isSealedKind(table: string): table is SealedKind {
  return Object.hasOwn(SEALED_KINDS, table);
}

/** What names a packet's place beside its kind: its key, its version, and the line of the file that its record came on. */
interface Standing {
  readonly subject: string;
  readonly campaign: string;
  readonly version: number;
  readonly contactFileId: number;
  readonly rowNumber: number;
}

const PLACES: Readonly<Record<SealedKind, (one: Standing) => PacketPlace>> = {
  record: recordPlace,
  last_call: recordPlace,
  call: ({ campaign, subject, version }) => ({ campaign, kind: 'call', id: subject, version }),
  mandate_signature: ({ campaign, subject, version }) =>
    signaturePlace({ campaign, callId: subject, sealVersion: version }),
  listening_note: ({ campaign, subject, version }) =>
    writtenPlace({ kind: 'listening', id: subject, campaign, version }),
  incident_entry: ({ campaign, subject, version }) =>
    writtenPlace({ kind: 'incident', id: subject, campaign, version }),
  person_request: ({ campaign, subject, version }) => requestPlace({ id: subject, campaign, version }),
};

type PacketPlace = ReturnType<typeof recordPlace> | ReturnType<typeof signaturePlace>;

/** The identity that a packet of that kind must bear where it stands. */
export function packetPlace(kind: SealedKind, standing: Standing): PacketPlace {
  return PLACES[kind](standing);
}
