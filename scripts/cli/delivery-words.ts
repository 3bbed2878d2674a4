import type { DeliveryKind } from '../../server/ports/rows/deliveries.ts';

/** What a delivery is, as people say it. */
export const DELIVERY_WORDS: Readonly<Record<DeliveryKind, string>> = {
  'import-report': 'rapport d’import',
  'list-report': 'rapport de liste',
  pledges: 'promesses du jour',
  activity: 'activité de la ligne',
  'activity-page': 'activité de la ligne (PDF)',
  'enrich-request': 'demande de numéros',
  weekly: 'fichier de la semaine',
  report: 'rapport',
  'charity-report': 'rapport général',
  review: 'revue',
  'review-figures': 'chiffres de la revue',
  'incident-report': 'rapport d’incidents (PDF)',
  'person-document': 'copie pour une personne (PDF)',
  'person-data': 'copie pour une personne (JSON)',
  urgent: 'urgent',
  final: 'fichier final',
};
