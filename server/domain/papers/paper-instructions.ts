import { lawsOf, lawText } from '../../../shared/data-law.ts';
import type { DocumentSpec } from '../files/document.ts';
import { frenchDay, frenchInstant } from '../wording/custody-words.ts';
import { INSTRUCTION_ANSWER_LABEL, type Instruction } from './instruction.ts';
import type { PaperFacts } from './paper-facts.ts';

export const INSTRUCTION_HEADS = [
  'Le',
  'De',
  'Instruction',
  'Suite',
  'Ce qui a été fait, ou pourquoi non',
  'Inscrite',
];

/** A line of the register, as papers and evidence show it. */
export function instructionLine(one: Instruction): readonly string[] {
  return [
    frenchDay(one.givenOn),
    one.givenByWhom,
    one.text,
    INSTRUCTION_ANSWER_LABEL[one.answer],
    one.answerText,
    `${frenchInstant(one.atMs)}, ${one.recordedBy}`,
  ];
}

function rules(facts: PaperFacts): readonly string[] {
  const law = lawText(lawsOf(facts.campaigns.map(({ country }) => country)), (one) => one.instructions);
  return [
    `Les données ne sont traitées que sur instruction documentée de l’association (${law}). La campagne, son script, ses notes et ses e-mails approuvés sont ses premières instructions ; ce qui s’y ajoute est inscrit ici.`,
    `Une instruction que la loi interdit est refusée, et l’association en est avertie aussitôt (${law}). Rien n’est réécrit : une nouvelle ligne suit.`,
  ];
}

/** The register of documented instructions and of refusals. Pure; an empty one is a fact, not a blank. */
export function instructionRegister(facts: PaperFacts): DocumentSpec {
  return {
    title: 'Registre des instructions de l’association',
    subtitle: `Établi le ${frenchInstant(facts.builtAtMs)}`,
    createdAtMs: facts.builtAtMs,
    footer: `Registre des instructions, ${facts.tool}, clé ${facts.houseFingerprint}`,
    sections: [
      { kind: 'text', title: 'La règle', paragraphs: rules(facts) },
      ...facts.campaigns.map(({ code, name }) => {
        const own = facts.instructions.filter(({ campaign }) => campaign === code);
        return {
          kind: 'table' as const,
          title: `${code} — ${name}${own.length === 0 ? ' : aucune instruction ajoutée' : ''}`,
          headers: INSTRUCTION_HEADS,
          rows: own.map(instructionLine),
        };
      }),
    ],
  };
}
