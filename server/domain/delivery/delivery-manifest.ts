import { zoned } from '../../../shared/time.ts';
import { VERSION } from '../../../shared/version.ts';
import type { SheetTally } from '../files/sheet-tally.ts';

/** Bumped when a key of the manifest changes its name or meaning. */
const MANIFEST_VERSION = 'plateau-manifeste-1';
export const GENERATOR = `Plateau ${VERSION}`;

/**
 * What is kept when a delivery is built, so that the same manifest can be made after a crash. No donor data: counts,
 * sums, fingerprints.
 */
export interface DeliveryContent {
  readonly generator: string;
  readonly houseFingerprint: string;
  readonly sheets: readonly SheetTally[];
}

export interface ManifestFacts {
  readonly delivery: {
    readonly id: string;
    readonly campaign: string;
    readonly kind: string;
    readonly period: string;
    readonly fileName: string;
    readonly rows: number;
    readonly sha256Clear: string;
    readonly sha256Sealed: string;
    readonly sealedBytes: number;
    readonly builtAtMs: number;
    readonly charityFingerprint: string;
  };
  readonly charity: string;
  /** Undefined for a delivery built before manifests were kept. */
  readonly content: Partial<DeliveryContent>;
  readonly deliveredAtMs: number;
}

/** The file and its proof on the drop, in the order they arrive: the manifest comes last, and says that all is there. */
export interface ProofNames {
  readonly file: string;
  readonly signature: string;
  readonly manifest: string;
}

export function proofNames(fileName: string): ProofNames {
  const file = `${fileName}.pgp`;
  return { file, signature: `${file}.manifest.json.asc`, manifest: `${file}.manifest.json` };
}

/** The manifest of a delivery: JSON with French keys, for the charity. Equal facts give equal text. */
export function deliveryManifest({ delivery, charity, content, deliveredAtMs }: ManifestFacts): string {
  const manifest = {
    version: MANIFEST_VERSION,
    remise: delivery.id,
    association: charity,
    campagne: delivery.campaign,
    type: delivery.kind,
    periode: delivery.period,
    fichier: proofNames(delivery.fileName).file,
    lignes: delivery.rows,
    feuilles: (content.sheets ?? []).map(({ name, rows, sumsMinor }) => ({
      nom: name,
      lignes: rows,
      sommes_en_centimes: sumsMinor,
    })),
    sha256_classeur: delivery.sha256Clear,
    sha256_fichier: delivery.sha256Sealed,
    octets_fichier: delivery.sealedBytes,
    generateur: content.generator ?? '',
    empreinte_cle_association: delivery.charityFingerprint,
    empreinte_cle_prestataire: content.houseFingerprint ?? '',
    construit_le: exactly(delivery.builtAtMs),
    remis_le: exactly(deliveredAtMs),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** To the millisecond: the receipt of the base is read back from the manifest. */
function exactly(atMs: number): string {
  return zoned(atMs).toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });
}
