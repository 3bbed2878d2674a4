import type { CivilDate } from '../../../shared/time.ts';
import type { InventoryItem } from './inventory-item.ts';
import { postgresItems } from './postgres-remains.ts';
import { type OutsideInput, outsideItems } from './purge-outside.ts';

export interface InventoryInput extends OutsideInput {
  readonly keys: readonly { readonly file: string; readonly bytes: number }[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Days that the copies of PostgreSQL are kept; undefined on SQLite. */
  readonly archiveDays?: number | undefined;
  readonly outgoingFiles: number;
  readonly isLastOfCharity: boolean;
  /** Days of the backups, in the folder of backups, that hold records of the campaign. */
  readonly backups: readonly CivilDate[];
  /** Copies of the key ring that hold, or held, a key of the campaign. */
  readonly keyCopies: readonly CopiedKey[];
}

interface CopiedKey {
  readonly id: string;
  readonly part: string;
  readonly endedHow: 'destroyed' | 'attested' | null;
  /** No longer where it was written: its holder must attest. */
  readonly isAway: boolean;
}

const TABLE_LABEL: Record<string, string> = {
  record: 'fiches (données scellées et colonnes de file)',
  call: 'appels (données scellées, chemins, montants)',
  email: 'e-mails de confirmation (file d’envoi)',
  pledge: 'promesses (personne scellée, montants)',
  pledge_event: 'suites des promesses',
  line_callback: 'numéros à rappeler d’une ligne (scellés, index aveugles)',
  fulfilment_line: 'règlements de promesses, par empreinte',
  lease: 'baux de fiches',
  ended_lease: 'baux terminés',
  reservation: 'fiches réservées pour l’appel suivant',
  on_top: 'fiches mises en tête pour une personne',
  campaign_pause: 'suspension des appels',
  record_phone: 'index aveugles de numéros',
  person_request: 'demandes de personnes (contenu scellé)',
  person_request_record: 'fiches visées par une demande',
  waiting_act: 'retraits et effacements attendant la fin d’un appel',
  erased_record: 'fiches effacées à la demande',
  suppression: 'index aveugles d’opposition',
  contact_file: 'fichiers d’intégration reçus (nom, empreinte)',
  delivered_line: 'lignes remises',
  correction: 'corrections et annulations d’accords',
  follow_up: 'adresses à corriger',
  move_item: 'lignes de réaffectation',
  mandate_signature: 'signatures de mandats (référence scellée)',
  enrichment_line: 'lignes demandées à un fournisseur de numéros',
  instruction: 'instructions de l’association (texte scellé)',
  decision: 'décisions de réunion (texte libre)',
  week_comment: 'commentaires de la semaine (texte libre)',
  undone_call: 'appels repris (annulés par leur auteur)',
  last_call: 'derniers appels de chacun, pour les reprendre',
  frozen_record: 'fiches mises de côté',
  dial: 'numéros composés par la ligne (instants, sans numéro)',
  incident: 'incidents d’éthique',
  incident_entry: 'suites d’incidents (texte scellé)',
  listening_note: 'notes d’écoute (texte scellé)',
  agreement_check: 'vérifications d’accords',
  consent: 'preuves de consentement',
  profile: 'choix de profils',
  profile_item: 'fiches visées par un choix de profil',
  edition: 'ce qui était dit et envoyé, par empreinte (aucun donateur)',
  script_life: 'textes et montants approuvés (aucun donateur)',
  training: 'entraînements réussis (aucun donateur)',
  module_pass: 'modules de formation réussis (aucun donateur)',
  training_session: 'séances de formation (aucun donateur)',
  session_attendance: 'présences à ces séances',
  campaign_aids: 'fiches de connaissances (aucun donateur)',
  message: 'messages de l’équipe (texte libre)',
  message_to: 'destinataires de ces messages',
  approval: 'accords à deux personnes',
};

const ROWS_METHOD = {
  sqlite: 'clé détruite, lignes effacées (secure_delete), base compactée',
  postgres: 'clé détruite, lignes effacées, tables réécrites (VACUUM FULL)',
} as const;

const OUTGOING = {
  sqlite: { place: 'dossier d’envoi', method: 'réécriture et suppression' },
  postgres: { place: 'base : fichiers à remettre', method: 'lignes effacées, table réécrite (VACUUM FULL)' },
} as const;

const FREE_PAGES: InventoryItem = {
  place: 'base : pages libres et journal WAL',
  what: 'restes d’anciennes versions des lignes',
  count: 1,
  method: 'point de contrôle (TRUNCATE) et VACUUM',
  category: 'Clear (effacement logique)',
};

function keyItem({ file }: InventoryInput['keys'][number]): InventoryItem {
  return {
    place: `trousseau : ${file}`,
    what: 'clé de la campagne',
    count: 1,
    method: 'réécriture sur place, fsync, suppression',
    category: 'Purge (effacement cryptographique)',
  };
}

function backupItems(days: readonly CivilDate[]): readonly InventoryItem[] {
  if (days.length === 0) return [];
  const sorted = days.toSorted();
  return [
    {
      place: 'dossier de sauvegardes',
      what: `sauvegardes scellées du ${sorted[0]} au ${sorted.at(-1)}`,
      count: days.length,
      method: 'clé détruite ; une sauvegarde neuve les remplace, réécriture et suppression',
      category: 'Purge (effacement cryptographique)',
    },
  ];
}

function copiedKeyItem({ id, part, endedHow, isAway }: CopiedKey): InventoryItem {
  const place = `copie du trousseau ${id}`;
  const base = { place, what: `clés, partie ${part}`, count: 1, copy: `copie-${id}` } as const;
  const attested = endedHow === 'attested';
  if (attested || isAway) {
    const method = attested
      ? 'détruite par son détenteur, qui en atteste'
      : 'par son détenteur, attestation attendue (plateau keys copy-destroyed)';
    return { ...base, method, category: 'Hors périmètre' };
  }
  const method = endedHow === null ? 'réécriture sur place, fsync, suppression' : 'déjà écrasée et supprimée';
  return { ...base, method, category: 'Purge (effacement cryptographique)' };
}

/** Kept beside the keys so that no restored backup undoes an objection (ports/kept-acts.ts). */
function keptActsItem(isLastOfCharity: boolean): InventoryItem {
  const own = 'lignes de la campagne retirées, octets réécrits ; celles de l’association restent';
  return {
    place: 'trousseau : journal des oppositions',
    what: 'index aveugles des oppositions et effacements',
    count: 1,
    method: isLastOfCharity ? 'réécriture sur place, fsync, suppression' : own,
    category: 'Clear (effacement logique)',
  };
}

/**
 * Every copy that the house holds or knows of (docs/rules/data-protection.md); what it does not hold is listed as out
 * of scope, never left out.
 */
export function purgeInventory(input: InventoryInput): readonly InventoryItem[] {
  const tables = input.tables
    .filter((one) => one.rows > 0)
    .map((one) => ({
      place: `base : ${one.table}`,
      what: TABLE_LABEL[one.table] ?? one.table,
      count: one.rows,
      method: ROWS_METHOD[input.archiveDays === undefined ? 'sqlite' : 'postgres'],
      category: 'Purge (effacement cryptographique)' as const,
    }));
  const rest: InventoryItem[] = [
    ...(input.archiveDays === undefined ? [FREE_PAGES] : postgresItems(input.archiveDays)),
    {
      ...OUTGOING[input.archiveDays === undefined ? 'sqlite' : 'postgres'],
      what: 'fichiers scellés, remis ou en attente',
      count: input.outgoingFiles,
      category: 'Clear (effacement logique)',
    },
    ...backupItems(input.backups),
    ...outsideItems(input),
  ];
  rest.push(...input.keyCopies.map(copiedKeyItem));
  rest.push(keptActsItem(input.isLastOfCharity));
  if (input.isLastOfCharity) {
    rest.push({
      place: 'trousseau : index aveugle de l’association',
      what: 'clé des oppositions (dernière campagne de l’association)',
      count: 1,
      method: 'réécriture sur place, fsync, suppression',
      category: 'Purge (effacement cryptographique)',
    });
  }
  return [...input.keys.map(keyItem), ...tables, ...rest];
}
