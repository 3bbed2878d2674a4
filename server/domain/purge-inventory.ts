/** NIST SP 800-88 categories used here: cryptographic erase is a Purge technique; overwriting files is Clear. */
export type SanitisationCategory =
  | 'Purge (effacement cryptographique)'
  | 'Clear (effacement logique)'
  | 'Hors périmètre';

/** One kind of copy that exists, where, how many, and how it will be destroyed. */
export interface InventoryItem {
  readonly place: string;
  readonly what: string;
  readonly count: number;
  readonly method: string;
  readonly category: SanitisationCategory;
}

export interface InventoryInput {
  readonly keys: readonly { readonly file: string; readonly bytes: number }[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly outgoingFiles: number;
  readonly delivered: number;
  readonly emailsSent: number;
  readonly isLastOfCharity: boolean;
  /** Requests for numbers whose supplier has not attested that it erased what it was given (domain/11). */
  readonly enrichments: readonly { readonly id: string; readonly supplier: string; readonly lines: number }[];
}

const TABLE_LABEL: Record<string, string> = {
  record: 'fiches (données scellées et colonnes de file)',
  call: 'appels (données scellées, chemins, montants)',
  email: 'e-mails de confirmation (file d’envoi)',
  lease: 'baux de fiches',
  ended_lease: 'baux terminés',
  record_phone: 'index aveugles de numéros',
  suppression: 'index aveugles d’opposition',
  contact_file: 'fichiers d’intégration reçus (nom, empreinte)',
  delivered_line: 'lignes remises',
  correction: 'corrections et annulations d’accords',
  follow_up: 'adresses à corriger',
  move_item: 'lignes de réaffectation',
  mandate_signature: 'signatures de mandats (référence scellée)',
  enrichment_line: 'lignes demandées à un fournisseur de numéros',
  decision: 'décisions de réunion (texte libre)',
};

const ROWS_METHOD = 'clé détruite, lignes effacées (secure_delete), base compactée';

/** Every copy that the house holds or knows of (domain/09); what it does not hold is listed as out of scope, never left out. */
export function purgeInventory(input: InventoryInput): readonly InventoryItem[] {
  const keys = input.keys.map((key) => ({
    place: `trousseau : ${key.file}`,
    what: 'clé de la campagne',
    count: 1,
    method: 'réécriture sur place, fsync, suppression',
    category: 'Purge (effacement cryptographique)' as const,
  }));
  const tables = input.tables
    .filter((one) => one.rows > 0)
    .map((one) => ({
      place: `base : ${one.table}`,
      what: TABLE_LABEL[one.table] ?? one.table,
      count: one.rows,
      method: ROWS_METHOD,
      category: 'Purge (effacement cryptographique)' as const,
    }));
  const rest: InventoryItem[] = [
    {
      place: 'base : pages libres et journal WAL',
      what: 'restes d’anciennes versions des lignes',
      count: 1,
      method: 'point de contrôle (TRUNCATE) et VACUUM',
      category: 'Clear (effacement logique)',
    },
    {
      place: 'dossier d’envoi',
      what: 'fichiers scellés, remis ou en attente',
      count: input.outgoingFiles,
      method: 'réécriture et suppression',
      category: 'Clear (effacement logique)',
    },
    {
      place: 'sauvegardes de la base',
      what: 'copies chiffrées, où qu’elles soient',
      count: 1,
      method: 'illisibles : la clé n’y figure pas et est détruite',
      category: 'Purge (effacement cryptographique)',
    },
    {
      place: 'dépôt SFTP de l’association',
      what: 'fichiers remis, chiffrés à sa clé (elle en est maître)',
      count: input.delivered,
      method: 'à la main de l’association',
      category: 'Hors périmètre',
    },
    {
      place: 'boîtes des donateurs',
      what: 'confirmations envoyées',
      count: input.emailsSent,
      method: 'aucune : elles appartiennent aux donateurs',
      category: 'Hors périmètre',
    },
  ];
  for (const { id, supplier, lines } of input.enrichments)
    rest.push({
      place: `fournisseur de numéros ${supplier}`,
      what: `noms et adresses de la demande ${id}, attestation d’effacement attendue`,
      count: lines,
      method: 'par le fournisseur, qui en atteste (plateau enrich attest)',
      category: 'Hors périmètre',
    });
  if (input.isLastOfCharity) {
    rest.push({
      place: 'trousseau : index aveugle de l’association',
      what: 'clé des oppositions (dernière campagne de l’association)',
      count: 1,
      method: 'réécriture sur place, fsync, suppression',
      category: 'Purge (effacement cryptographique)',
    });
  }
  return [...keys, ...tables, ...rest];
}
