/** What the product itself says of the openings that every call makes, the same for all. */
export const PRODUCT_REASONS = {
  served: 'Fiche servie',
  servedByAppointment: 'Fiche servie hors des heures d’appel : rendez-vous demandé',
  recorded: 'Qualification de l’appel',
} as const;

const KNOWN: ReadonlySet<string> = new Set(Object.values(PRODUCT_REASONS));

/** Nobody typed it and it names nobody: it need not be sealed, which is a tenth of what a call costs the processor. */
export function isProductReason(reason: string): boolean {
  return KNOWN.has(reason);
}
