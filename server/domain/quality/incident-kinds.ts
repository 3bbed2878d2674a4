/** What may go wrong in a call, as codes: the report to the charity counts them and never quotes anybody. */
export const INCIDENT_KINDS = [
  'promesse-fausse',
  'culpabilisation',
  'insistance',
  'agressivite',
  'discrimination',
  'personne-fragile',
  'donnees',
  'autre',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** Opened by an agent's key, which asks nothing: the lead says what it was when closing. */
export const TO_QUALIFY = 'a-qualifier';

const KIND_LABELS: Readonly<Record<IncidentKind | typeof TO_QUALIFY, string>> = {
  'promesse-fausse': 'Propos faux ou trompeur',
  culpabilisation: 'Culpabilisation',
  insistance: 'Insistance',
  agressivite: 'Agressivité',
  discrimination: 'Discrimination',
  'personne-fragile': 'Personne fragile ou en détresse',
  donnees: 'Données ou confidentialité',
  autre: 'Autre',
  [TO_QUALIFY]: 'À qualifier',
};

/** What was done about it. */
export const INCIDENT_MEASURES = [
  'sans-suite',
  'rappel-des-regles',
  'formation',
  'retrait-de-campagne',
  'script-revu',
  'excuses',
  'ne-plus-appeler',
  'signale-association',
] as const;
export type IncidentMeasure = (typeof INCIDENT_MEASURES)[number];

const MEASURE_LABELS: Readonly<Record<IncidentMeasure, string>> = {
  'sans-suite': 'Sans suite après vérification',
  'rappel-des-regles': 'Rappel des règles à la personne',
  formation: 'Formation reprise',
  'retrait-de-campagne': 'Retrait de la campagne',
  'script-revu': 'Script revu',
  excuses: 'Excuses au donateur, par l’association',
  'ne-plus-appeler': 'Donateur retiré des appels',
  'signale-association': 'Signalé à l’association',
};

export function kindLabel(kind: string): string {
  return (KIND_LABELS as Readonly<Record<string, string>>)[kind] ?? kind;
}

export function measureLabel(measure: string): string {
  return (MEASURE_LABELS as Readonly<Record<string, string>>)[measure] ?? measure;
}
