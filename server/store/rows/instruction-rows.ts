import type { Instruction, InstructionAnswer } from '../../domain/papers/instruction.ts';
import type { InstructionWriter } from '../../ports/rows/instructions.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function instructionOf(row: Row): Instruction {
  return {
    id: text(row, 'id'),
    campaign: text(row, 'campaign'),
    givenOn: text(row, 'given_on'),
    givenByWhom: text(row, 'given_by_whom'),
    text: text(row, 'text'),
    answer: text(row, 'answer') as InstructionAnswer,
    answerText: text(row, 'answer_text'),
    recordedBy: text(row, 'recorded_by'),
    atMs: int(row, 'at_ms'),
  };
}

export class InstructionRows implements InstructionWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCampaign(campaign: string) {
    return (
      await this.#sql.all('SELECT * FROM instruction WHERE campaign = ? ORDER BY given_on, at_ms', campaign)
    ).map(instructionOf);
  }

  async add(row: Instruction) {
    await this.#sql.insert('instruction', { ...row });
  }
}
