import type { Country } from '../../../shared/country.ts';

interface ContractFacts {
  /** As the law of each country calls it. */
  readonly said: Readonly<Record<Country, string>>;
  /** It cannot be without a last day. */
  readonly hasEnd: boolean;
  /** Hours lent by another employer: an audit counts them apart. */
  readonly isTemporary?: true;
}

/** THE kinds of contract of the register: no pay, no age, nothing of the person but how they are engaged. */
const CONTRACTS = {
  permanent: {
    said: { FR: 'CDI', BE: 'contrat à durée indéterminée', CH: 'contrat de durée indéterminée' },
    hasEnd: false,
  },
  'fixed-term': {
    said: { FR: 'CDD', BE: 'contrat à durée déterminée', CH: 'contrat de durée déterminée' },
    hasEnd: true,
  },
  temporary: {
    said: { FR: 'intérim', BE: 'travail intérimaire', CH: 'location de services' },
    hasEnd: true,
    isTemporary: true,
  },
  student: {
    said: { FR: 'alternance', BE: 'contrat d’occupation d’étudiant', CH: 'apprentissage' },
    hasEnd: true,
  },
  internship: { said: { FR: 'stage', BE: 'stage', CH: 'stage' }, hasEnd: true },
  volunteer: { said: { FR: 'bénévolat', BE: 'volontariat', CH: 'bénévolat' }, hasEnd: false },
  service: {
    said: { FR: 'prestation de services', BE: 'prestation indépendante', CH: 'mandat' },
    hasEnd: true,
  },
  secondment: {
    said: { FR: 'mise à disposition', BE: 'mise à disposition', CH: 'détachement' },
    hasEnd: true,
  },
} as const satisfies Record<string, ContractFacts>;

export type ContractKind = keyof typeof CONTRACTS;
export const CONTRACT_KINDS = Object.keys(CONTRACTS) as readonly ContractKind[];

export function contractFacts(kind: ContractKind): ContractFacts {
  return CONTRACTS[kind];
}

/** What was looked at before the line was written: the paper itself stays with whoever employs. */
const PROOFS = {
  'signed-contract': 'contrat signé',
  amendment: 'avenant signé',
  assignment: 'contrat de mission signé',
  agreement: 'convention signée',
  attestation: 'attestation de l’employeur',
} as const;

export type ContractProof = keyof typeof PROOFS;
export const CONTRACT_PROOFS = Object.keys(PROOFS) as readonly ContractProof[];

export function proofText(proof: ContractProof): string {
  return PROOFS[proof];
}
