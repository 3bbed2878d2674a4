import { HOUSE_ZONE, isoWithOffset, zoned } from '../../../shared/time.ts';
import type { DocumentSpec } from '../files/document.ts';

/** What was read of the bytes left, once the rows were gone. */
export interface DirectoryScan {
  readonly files: number;
  readonly bytes: number;
  /** Fragments and blind indexes looked for; 0 when the destruction went on after a stop, and they are kept nowhere. */
  readonly needles: number;
  readonly words: number;
  readonly hits: number;
  readonly backups: number;
  /** Of PostgreSQL’s own archives and backups; null for a base in a file. */
  readonly archiveDays: number | null;
  /** A card was tried after the keys were destroyed, and did not open; null when none was at hand. */
  readonly openingFailed: boolean | null;
}

/** Everything that the certificate of a directory’s destruction states: counts and names of the staff only. */
export interface DirectoryDestruction {
  readonly number: string;
  readonly charity: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly operator: string;
  readonly verifier: string;
  readonly host: string;
  readonly tool: string;
  /** Rows that there were, by table. */
  readonly counts: Readonly<Record<string, number>>;
  readonly scan: DirectoryScan;
  readonly otherRings: readonly { readonly server: string; readonly provedAtMs: number | null }[];
  readonly auditHead: { readonly seq: number; readonly hash: string };
}

/** What a charity knows by name; everything else is counted together. */
const WHAT: Readonly<Record<string, string>> = {
  participant: 'fiches de personnes, scellées une à une',
  people_group: 'groupes',
  membership: 'appartenances, historique compris',
  event: 'événements',
  slot: 'créneaux',
  slot_signup: 'inscriptions à un créneau',
  learned: 'formations suivies',
  document: 'documents de la bibliothèque',
};

const LIMITS = [
  'La mémoire vive de chaque serveur peut garder des fiches ouvertes avant la destruction, jusqu’à ce qu’il redémarre : redémarrez-les.',
  'Les exports en clair, les fichiers remis et les e-mails partis ne sont pas ici : qui les a reçus les détruit. Le journal inaltérable garde des numéros de fiche tirés au hasard, des dates et des motifs, et rien qui mène à une personne.',
  'Ce qu’un logiciel ne peut pas prouver : la répartition d’usure des disques SSD, les instantanés du système de fichiers ou de l’hébergeur, la mémoire d’échange, et une copie d’une sauvegarde emportée ailleurs, que la clé détruite rend illisible.',
];

function postgresCopies(days: number): string {
  return `La base est dans PostgreSQL : ses archives, ses sauvegardes et ses serveurs de secours peuvent garder ${days} jours au plus des lignes sans nom, que la clé détruite rend illisibles.`;
}

function instant(atMs: number): string {
  return zoned(atMs, HOUSE_ZONE).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'medium' });
}

function inventory({ counts, scan }: DirectoryDestruction): readonly (readonly string[])[] {
  const known = Object.entries(WHAT).map(([table, what]) => [what, String(counts[table] ?? 0)]);
  const others = Object.entries(counts).filter(([table]) => WHAT[table] === undefined);
  const rest = others.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...known,
    ['autres lignes (sessions, liens, actes à annuler, rappels)', String(rest)],
    ['sauvegardes qui les portaient, remplacées', String(scan.backups)],
  ];
}

function verification({ scan, auditHead }: DirectoryDestruction): readonly (readonly [string, string])[] {
  const notSought = 'non : la destruction a repris après un arrêt, et ces valeurs ne sont gardées nulle part';
  const opening = scan.openingFailed ? 'impossible, comme attendu' : 'POSSIBLE : la clé n’est pas détruite';
  return [
    [
      'Ouverture d’une fiche scellée',
      scan.openingFailed === null ? 'pas essayée : aucune fiche sous la main' : opening,
    ],
    [
      scan.archiveDays !== null
        ? 'Fichiers relus octet par octet, hors base'
        : 'Fichiers relus octet par octet',
      `${scan.files} (${scan.bytes} octets)`,
    ],
    ['Fragments et index recherchés', scan.needles > 0 ? String(scan.needles) : notSought],
    ['Noms, numéros et adresses recherchés', scan.words > 0 ? String(scan.words) : notSought],
    ['Traces retrouvées', String(scan.hits)],
    ['Journal, tête de chaîne', `entrée ${auditHead.seq}, ${auditHead.hash}`],
  ];
}

/** The certificate for people, in French. Pure. */
export function directoryCertificate(facts: DirectoryDestruction): DocumentSpec {
  const { number, charity, startedAtMs, endedAtMs, operator, verifier, host, tool, scan } = facts;
  const { archiveDays } = scan;
  return {
    title: 'Attestation de destruction d’un annuaire',
    subtitle: `N° ${number} — annuaire des bénévoles de ${charity}`,
    createdAtMs: endedAtMs,
    footer: `Attestation ${number}, établie par ${tool}`,
    sections: [
      {
        kind: 'fields',
        title: 'Exécution',
        fields: [
          ['Responsable du traitement', charity],
          ['Début', instant(startedAtMs)],
          ['Fin', instant(endedAtMs)],
          ['Machine', host],
          ['Outil', tool],
          ['Opérateur', operator],
          ['Vérificateur', verifier],
        ],
      },
      {
        kind: 'table',
        title: 'Ce qui était là, et n’y est plus : lignes effacées et clé détruite',
        headers: ['Contenu', 'Nombre'],
        rows: inventory(facts),
      },
      { kind: 'fields', title: 'Vérification', fields: verification(facts) },
      ...(facts.otherRings.length > 0
        ? [
            {
              kind: 'table' as const,
              title: 'La même clé sur les autres serveurs de la maison',
              headers: ['Serveur', 'Trousseau'],
              rows: facts.otherRings.map(({ server, provedAtMs }) => [
                server,
                provedAtMs === null
                  ? 'NON PROUVÉ : serveur déclaré perdu à deux personnes'
                  : `clés détruites et preuve signée le ${instant(provedAtMs)}`,
              ]),
            },
          ]
        : []),
      {
        kind: 'text',
        title: 'Limites',
        paragraphs: archiveDays === null ? LIMITS : [...LIMITS, postgresCopies(archiveDays)],
      },
    ],
  };
}

/** The same facts for programs, instants in ISO 8601. */
export function directoryCertificateJson({ startedAtMs, endedAtMs, ...rest }: DirectoryDestruction): string {
  const ends = { startedAt: isoWithOffset(startedAtMs), endedAt: isoWithOffset(endedAtMs) };
  return `${JSON.stringify({ ...rest, ...ends }, undefined, 2)}\n`;
}
