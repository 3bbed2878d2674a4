/** What the product itself says of the openings that every call makes, the same for all. */
export const PRODUCT_REASONS = {
  served: 'Fiche servie',
  servedByAppointment: 'Fiche servie hors des heures d’appel : rendez-vous demandé',
  recorded: 'Qualification de l’appel',
} as const;

/** Why an agreement is approved without a verifier. */
export function outOfSample(ratePercent: number): string {
  return `Hors de l’échantillon de ${ratePercent} %`;
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(PRODUCT_REASONS));
const OUT_OF_SAMPLE = new RegExp(`^${outOfSample(0).replace('0', String.raw`\d+(\.\d+)?`)}$`);

/**
 * Nobody typed it and it names nobody: it stands in the log itself, as it is, and stays there when the words of a campaign are
 * destroyed. Anything else is kept apart, sealed, under a digest.
 */
export function isProductReason(reason: string): boolean {
  return KNOWN.has(reason) || OUT_OF_SAMPLE.test(reason);
}
