import { lawsOf, lawText } from '../../../shared/data-law.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import {
  DATA_CATEGORIES,
  frenchDay,
  frenchInstant,
  orToComplete,
  PEOPLE_CATEGORIES,
  stateText,
} from '../wording/custody-words.ts';
import { directoryTreatments } from './paper-directory.ts';
import { type PaperCampaign, type PaperFacts, providerText } from './paper-facts.ts';
import { measureFields } from './paper-measures.ts';

/** Done by the program; a supplier of numbers only where the charity approved one. */
function treatments({ supplier }: PaperCampaign): string {
  const done = [
    'import des fichiers reçus',
    'appels et qualification',
    'correction des coordonnées',
    'confirmation par e-mail',
    'remise des mandats, rapports et fichier retour',
    'réponse aux droits des personnes',
    'destruction certifiée',
  ];
  return [...done, ...(supplier ? [`recherche de numéros par ${supplier}`] : [])].join(', ');
}

function controllers(facts: PaperFacts): readonly DocumentSection[] {
  const byCharity = Map.groupBy(facts.campaigns, ({ charity }) => charity);
  return [...byCharity].map(([charity, campaigns]) => ({
    kind: 'fields',
    title: `Responsable du traitement : ${charity}`,
    fields: [
      ['Contact des donateurs', orToComplete(campaigns[0]?.charityContact)],
      [
        'Représentant et délégué à la protection des données',
        orToComplete(campaigns.find(({ representative }) => representative)?.representative),
      ],
      ['Personnes', PEOPLE_CATEGORIES],
      ['Données', DATA_CATEGORIES],
      ...campaigns.map((one): readonly [string, string] => [
        `${one.code} (${one.country}, ${stateText(one.state)})`,
        `${treatments(one)}. Contrat : ${orToComplete(one.contract)}. Du ${frenchDay(one.starts)} au ${frenchDay(one.ends)} ; gardé ${one.retentionDays} jours au plus après la fin. ${inNumber(one.records, 'fiche(s)')} à ce jour.`,
      ]),
    ],
  }));
}

/** The register of the processor, GDPR art. 30(2): (a) who, (b) categories, (c) transfers, (d) measures. Pure. */
export function processingRegister(facts: PaperFacts): DocumentSpec {
  const { provider } = facts.installation;
  const countries = [...new Set(facts.campaigns.map(({ country }) => country))];
  const laws = lawsOf(countries);
  return {
    title: 'Registre des activités de traitement (sous-traitant)',
    subtitle: `${lawText(laws, (law) => law.register)} — établi le ${frenchInstant(facts.builtAtMs)}`,
    createdAtMs: facts.builtAtMs,
    footer: `Registre des traitements, ${facts.tool}, clé ${facts.houseFingerprint}`,
    sections: [
      {
        kind: 'fields',
        title: 'Sous-traitant',
        fields: [
          ['Nom et coordonnées', orToComplete(providerText(provider))],
          ['Délégué à la protection des données', orToComplete(provider.dataProtectionOfficer)],
          ['Empreinte de la clé qui signe', facts.houseFingerprint],
        ],
      },
      ...controllers(facts),
      ...directoryTreatments(facts.directories),
      {
        kind: 'fields',
        title: `Transferts hors de ${lawText(laws, (law) => law.territory, ' et de ')}`,
        fields: [
          ['Pays des campagnes', orToComplete(countries.join(', '))],
          ['Lieu de la machine et des sauvegardes', orToComplete(provider.dataPlace)],
          ['Dépôt de l’association', orToComplete(facts.installation.drop?.host)],
          ['Garanties (décision d’adéquation, clauses)', orToComplete(provider.transferGuarantees)],
        ],
      },
      { kind: 'fields', title: 'Mesures de sécurité', fields: measureFields(facts) },
    ],
  };
}
